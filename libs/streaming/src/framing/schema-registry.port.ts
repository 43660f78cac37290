/**
 * Where the schemas of framed records are kept: a schema has one id for ever, and an id one schema. What it throws says whose fault it
 * was: a registry that is away, slow, over its limit or that refuses our credential is a TransientError, so that nothing is given up
 * for its sake; a PermanentError is about the schema.
 */
export interface SchemaRegistry {
  /**
   * The id of `schema` under `subject`; registers it there where the registry may be written to.
   * @throws PermanentError of class `version` for a schema that is not compatible with the subject's, is none, or may not be registered
   */
  idOf(subject: string, schema: string): Promise<number>;
  /** The Avro schema of an id as JSON text, or null where the registry says that it has none. */
  schemaOf(id: number): Promise<string | null>;
}
