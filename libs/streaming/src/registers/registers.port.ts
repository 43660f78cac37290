/** A value as it was read, with what tells this version of it from every other one. */
export interface Versioned<T> {
  readonly record: T;
  readonly version: number;
}

/**
 * Values by key, on which replicas agree by comparing before they set. Few and small ones, seldom changed: a budget, a cursor. Both
 * methods throw a TransientError where they can't be reached.
 */
export interface Registers<T> {
  /** The newest durable value of a key; null where none was ever written. */
  read(key: string): Promise<Versioned<T> | null>;
  /**
   * Writes if `version` is still the newest (null: if there is none yet). True only once the value is durable; false where somebody else
   * was first, and then nothing was written.
   * @throws TransientError also where the answer was lost: reading tells
   */
  replace(key: string, version: number | null, record: T): Promise<boolean>;
}
