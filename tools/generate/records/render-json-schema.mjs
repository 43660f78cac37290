/** The record as JSON Schema (draft 2020-12). Unknown fields are allowed, as readers ignore them; what writers must give is required. */
export function renderJsonSchema(record) {
  const root = recordSchema(record.types.get(record.typeName), record.types);
  const inner = [...record.types.values()].filter((type) => type.name !== record.typeName);
  const definitions = Object.fromEntries(inner.map((type) => [type.name, typeSchema(type, record.types)]));
  const schema = {
    $comment: 'Generated from schemas/ by `npm run generate`; do not edit.',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:lodestream:${record.recordName}:${record.major}`,
    title: record.typeName,
    ...root,
    ...(inner.length === 0 ? {} : { $defs: definitions }),
  };
  return oneLineFirst(JSON.stringify(schema, null, 2));
}

/** The notice has to stand on line 1, beside the brace. */
const oneLineFirst = (text) => `${text.replace(/^\{\n {2}/, '{ ')}\n`;

const typeSchema = (type, types) => (type.kind === 'enum' ? { description: type.doc, enum: type.symbols } : recordSchema(type, types));

function recordSchema({ doc, fields }, types) {
  const properties = Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, types)]));
  const required = fields.filter((field) => !field.hasDefault).map((field) => field.name);
  return { description: doc, type: 'object', properties, required };
}

function fieldSchema(field) {
  return {
    description: field.doc,
    ...valueSchema(field.node),
    ...(field.hasDefault ? { default: field.default } : {}),
  };
}

const scalars = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  double: { type: 'number' },
  int: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  long: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
};

function valueSchema(node) {
  const schema = innerSchema(node);
  if (!node.nullable) return schema;
  return '$ref' in schema ? { anyOf: [{ type: 'null' }, schema] } : { ...schema, type: [schema.type, 'null'] };
}

function innerSchema(node) {
  if (node.kind === 'record' || node.kind === 'enum') return { $ref: `#/$defs/${node.ref}` };
  if (node.kind === 'array') return { type: 'array', items: valueSchema(node.items) };
  if (node.kind === 'map') return { type: 'object', additionalProperties: valueSchema(node.values) };
  return scalars[node.kind];
}
