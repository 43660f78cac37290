/** One stored batch: its log, the offset of its last message, and its bytes. */
export interface StoredBatch {
  readonly lastOffset: number;
  readonly bytes: Buffer;
}

/** One change; a transaction is a list of them. */
export type Change =
  | { readonly kind: 'put-batch'; readonly log: number; readonly lastOffset: number; readonly bytes: Buffer }
  | { readonly kind: 'remove-batch'; readonly log: number; readonly lastOffset: number }
  | { readonly kind: 'put-row'; readonly key: string; readonly bytes: Buffer }
  | { readonly kind: 'remove-row'; readonly key: string };

/**
 * Where the local bus keeps its logs: batches sorted by log and last offset, and rows of small bookkeeping by name.
 * Reads are synchronous and see what was written last; no read outlives its call.
 */
export interface LogStore {
  open(): Promise<void>;
  /**
   * Makes all changes durable, or none.
   * @throws TransientError of class `storage` when the disk does not take them now
   */
  write(changes: readonly Change[]): Promise<void>;
  /** The first batch of the log whose last offset is at least `offset`. */
  batchAt(log: number, offset: number): StoredBatch | undefined;
  /** The row's bytes. */
  row(key: string): Buffer | undefined;
  /** All rows whose name begins so. */
  rows(prefix: string): { readonly key: string; readonly bytes: Buffer }[];
  /** How many bytes may still be written, or infinity where there is no bound. */
  freeBytes(): Promise<number>;
  close(): Promise<void>;
}
