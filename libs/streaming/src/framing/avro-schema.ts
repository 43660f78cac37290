/** An Avro schema as JSON. */
export type AvroSchema = string | readonly AvroSchema[] | AvroObject;

/** A schema that is more than a name. */
export interface AvroObject {
  readonly type: AvroSchema;
  readonly [property: string]: unknown;
}

/** Fields of a record. */
export type AvroFields = readonly { readonly name: string; readonly type: AvroSchema }[];

/** Whether a schema is a list of alternatives. */
export const isUnion = (schema: AvroSchema): schema is readonly AvroSchema[] => Array.isArray(schema);

/**
 * How many fields a writer's schema has that a reader's has not, wherever both have the record around them. Only what is defined in
 * place is looked into, which is all there is in schemas of ours.
 */
export function unknownFields(reader: AvroSchema | undefined, writer: AvroSchema | undefined): number {
  const [ours, theirs] = [inner(reader), inner(writer)];
  if (!ours || !theirs) return 0;
  if (!('fields' in ours) || !('fields' in theirs)) return 0;
  const known = new Map((ours['fields'] as AvroFields).map(({ name, type }) => [name, type]));
  return (theirs['fields'] as AvroFields).reduce((count, { name, type }) => {
    return count + (known.has(name) ? unknownFields(known.get(name), type) : 1);
  }, 0);
}

/** The record in a schema, if it holds one: itself, what may also be null, what a list or a map is made of. */
function inner(schema: AvroSchema | undefined): AvroObject | null {
  if (schema === undefined || typeof schema === 'string') return null;
  if (isUnion(schema)) return inner(schema.find((branch) => branch !== 'null'));
  if ('fields' in schema) return schema;
  return inner(
    (schema['items'] ?? schema['values'] ?? (typeof schema.type === 'string' ? undefined : schema.type)) as AvroSchema | undefined,
  );
}
