import type { Change, LogStore, StoredBatch } from './log-store.port.js';

/** Logs that last as long as this object: a bus opened over it again finds them. */
export class MemoryLogStore implements LogStore {
  private readonly logs = new Map<number, StoredBatch[]>();
  private readonly named = new Map<string, Buffer>();

  async open(): Promise<void> {}

  async write(changes: readonly Change[]): Promise<void> {
    for (const change of changes) this.apply(change);
  }

  batchAt(log: number, offset: number): StoredBatch | undefined {
    const batches = this.logs.get(log) ?? [];
    return batches[firstAtLeast(batches, offset)];
  }

  row(key: string): Buffer | undefined {
    return this.named.get(key);
  }

  rows(prefix: string): { key: string; bytes: Buffer }[] {
    return [...this.named].filter(([key]) => key.startsWith(prefix)).map(([key, bytes]) => ({ key, bytes }));
  }

  async freeBytes(): Promise<number> {
    return Infinity;
  }

  async close(): Promise<void> {}

  private apply(change: Change): void {
    if (change.kind === 'put-row') this.named.set(change.key, change.bytes);
    else if (change.kind === 'remove-row') this.named.delete(change.key);
    else this.applyToLog(change);
  }

  private applyToLog(change: Exclude<Change, { key: string }>): void {
    const { log, lastOffset } = change;
    const batches = this.logs.get(log) ?? [];
    const at = firstAtLeast(batches, lastOffset);
    const taken = batches[at]?.lastOffset === lastOffset ? 1 : 0;
    batches.splice(at, taken, ...(change.kind === 'put-batch' ? [{ lastOffset, bytes: change.bytes }] : []));
    this.logs.set(log, batches);
  }
}

function firstAtLeast(batches: readonly StoredBatch[], offset: number): number {
  let [low, high] = [0, batches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((batches[middle] as StoredBatch).lastOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
