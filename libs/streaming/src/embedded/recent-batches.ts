import type { Change, StoredBatch } from './log-store.port.js';
import { headOf } from './record-batch.js';
import { firstAtLeast } from './sorted-batches.js';

/** What an entry weighs beside its bytes, so that many small batches are bounded as well. */
const entryBytes = 256;

/**
 * The batches that were written last, up to so many bytes. Who keeps up reads them from here: the same memory for all of them, and no
 * page of the log is mapped for it.
 */
export class RecentBatches {
  private readonly logs = new Map<number, StoredBatch[]>();
  /** The log of each batch, the oldest batch first. */
  private readonly kept = new Map<StoredBatch, number>();
  private weight = 0;

  constructor(private readonly maxBytes: number) {}

  /** Lets go of the batches that these changes touch: until the outcome is known, only the store itself can tell what it holds. */
  unsure(changes: readonly Change[]): void {
    for (const change of changes) if ('log' in change) this.forget(change.log, change.lastOffset);
  }

  /** Keeps the batches of changes that are durable. */
  written(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'put-batch') this.keep(change.log, { lastOffset: change.lastOffset, bytes: ownCopy(change.bytes) });
      else if (change.kind === 'remove-batch') this.forget(change.log, change.lastOffset);
    }
  }

  /** The batch that surely holds the offset. */
  batchAt(log: number, offset: number): StoredBatch | undefined {
    const batches = this.logs.get(log) ?? [];
    const batch = batches[firstAtLeast(batches, offset)];
    return batch !== undefined && headOf(batch.bytes).baseOffset <= offset ? batch : undefined;
  }

  private keep(log: number, batch: StoredBatch): void {
    this.forget(log, batch.lastOffset);
    const batches = this.logs.get(log) ?? [];
    batches.splice(firstAtLeast(batches, batch.lastOffset), 0, batch);
    this.logs.set(log, batches);
    this.kept.set(batch, log);
    this.weight += batch.bytes.length + entryBytes;
    for (const [oldest, itsLog] of this.kept) {
      if (this.weight <= this.maxBytes) break;
      this.forget(itsLog, oldest.lastOffset);
    }
  }

  private forget(log: number, lastOffset: number): void {
    const batches = this.logs.get(log) ?? [];
    const at = firstAtLeast(batches, lastOffset);
    const batch = batches[at];
    if (batch?.lastOffset !== lastOffset) return;
    batches.splice(at, 1);
    if (batches.length === 0) this.logs.delete(log);
    this.kept.delete(batch);
    this.weight -= batch.bytes.length + entryBytes;
  }
}

// Small buffers are cut from larger blocks, which would stay for as long as the smallest piece of them.
function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
