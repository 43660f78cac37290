import { encodeBatch, type NewRecord, type OffsetRecord } from './record-batch.js';
import type { Change, LogStore } from './log-store.port.js';
import { extentRow, type Extent, type PartitionState } from './partition-state.js';

const batchBytes = 256 * 1024;
const batchRecords = 1_000;

interface Draft {
  logStart: number;
  logEnd: number;
  bytes: number;
  appendedBytes: number;
  readonly records: OffsetRecord[];
}

/** The changes that become durable together; offsets are given here, and count only once the transaction was applied. */
export class Transaction {
  private readonly changes: Change[] = [];
  private readonly drafts = new Map<PartitionState, Draft>();
  /** What a batch weighs that this transaction has rewritten, for who removes it in the same one. */
  private readonly rewritten = new Map<string, number>();

  /** Appends a record and tells its offset. */
  append(partition: PartitionState, record: NewRecord): number {
    const draft = this.draft(partition);
    const offset = draft.logEnd;
    draft.records.push({ ...record, offset });
    draft.logEnd += 1;
    return offset;
  }

  /** The partition's extent as this transaction would leave it. */
  extent(partition: PartitionState): Extent {
    return this.draft(partition);
  }

  /** Removes a batch that was read from the store. */
  removeBatch(partition: PartitionState, lastOffset: number, bytes: number): void {
    this.draft(partition).bytes -= this.rewritten.get(`${partition.log}/${lastOffset}`) ?? bytes;
    this.changes.push({ kind: 'remove-batch', log: partition.log, lastOffset });
  }

  /** Puts other bytes in the place of a batch that was read from the store. */
  replaceBatch(partition: PartitionState, lastOffset: number, bytes: Buffer, formerBytes: number): void {
    this.draft(partition).bytes += bytes.length - formerBytes;
    this.rewritten.set(`${partition.log}/${lastOffset}`, bytes.length);
    this.changes.push({ kind: 'put-batch', log: partition.log, lastOffset, bytes });
  }

  /** Lets the log start at `offset`, or stay where it is if that is later. */
  moveStart(partition: PartitionState, offset: number): void {
    const draft = this.draft(partition);
    draft.logStart = Math.max(draft.logStart, Math.min(offset, draft.logEnd));
  }

  change(change: Change): void {
    this.changes.push(change);
  }

  /** Everything to write, with the appended records made into batches and each partition's extent beside them. */
  sealed(): readonly Change[] {
    for (const [partition, draft] of this.drafts) {
      for (const records of inBatches(draft.records)) this.seal(partition, draft, records);
      if (differ(partition, draft)) this.changes.push({ kind: 'put-row', key: partition.row, bytes: extentRow(draft) });
    }
    return this.changes;
  }

  /** Whether the store has all this already, as after a write whose answer was an error though it had worked. */
  hasLanded(store: LogStore): boolean {
    const changed = [...this.drafts].filter(([partition, draft]) => differ(partition, draft));
    return changed.length > 0 && changed.every(([{ row }, draft]) => store.row(row)?.equals(extentRow(draft)) ?? false);
  }

  /** Makes the new extents those of the partitions, once they are durable. */
  apply(): void {
    for (const [partition, draft] of this.drafts) {
      partition.uncompactedBytes += draft.appendedBytes;
      partition.advance(draft);
    }
  }

  private seal(partition: PartitionState, draft: Draft, records: OffsetRecord[]): void {
    const lastOffset = (records.at(-1) as OffsetRecord).offset;
    const bytes = encodeBatch(records, lastOffset);
    draft.bytes += bytes.length;
    draft.appendedBytes += bytes.length;
    this.changes.push({ kind: 'put-batch', log: partition.log, lastOffset, bytes });
  }

  private draft(partition: PartitionState): Draft {
    let draft = this.drafts.get(partition);
    if (!draft) {
      const { logStart, logEnd, bytes } = partition;
      draft = { logStart, logEnd, bytes, appendedBytes: 0, records: [] };
      this.drafts.set(partition, draft);
    }
    return draft;
  }
}

function differ(former: Extent, { logStart, logEnd, bytes }: Extent): boolean {
  return former.logStart !== logStart || former.logEnd !== logEnd || former.bytes !== bytes;
}

/** Cuts records into values that are quick to read even for who wants only a part. */
function* inBatches(records: readonly OffsetRecord[]): Generator<OffsetRecord[]> {
  let batch: OffsetRecord[] = [];
  let weight = 0;
  for (const record of records) {
    const added = (record.key?.length ?? 0) + (record.value?.length ?? 0);
    if (batch.length > 0 && (weight + added > batchBytes || batch.length >= batchRecords)) {
      yield batch;
      batch = [];
      weight = 0;
    }
    batch.push(record);
    weight += added;
  }
  if (batch.length > 0) yield batch;
}
