/** A named place that a pipeline's records go to; topic, schema and encoding come from the contract in schemas/. */
export interface Output<T> {
  readonly name: string;
  /** The topic's full name, prefix included. */
  readonly topic: string;
  /** Record and major version, for the `schema` header. */
  readonly schema: string;
  /** @throws PermanentError when the record breaks its schema */
  encode(record: T): Buffer;
}
