/** Where a partition starts and ends, and what it weighs; a row of the store says the same. */
export interface Extent {
  readonly logStart: number;
  readonly logEnd: number;
  readonly bytes: number;
}

/** What one needs of a batch to decide whether it goes. */
export interface BatchSummary {
  readonly lastOffset: number;
  readonly bytes: number;
  readonly maxTimestampMs: number;
}

/** One partition in memory: what is durable and may be read. */
export class PartitionState implements Extent {
  logStart = 0;
  logEnd = 0;
  bytes = 0;
  /** What was written since compaction last looked. */
  uncompactedBytes = 0;
  /** The oldest batch, once somebody looked. */
  head: BatchSummary | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly log: number,
  ) {}

  /** The name of the row that keeps the extent. */
  get row(): string {
    return `partition/${this.log}`;
  }

  restore(row: Buffer | undefined): void {
    if (!row) return;
    this.advance({ logStart: row.readDoubleBE(0), logEnd: row.readDoubleBE(8), bytes: row.readDoubleBE(16) });
    this.uncompactedBytes = this.bytes;
  }

  /** Takes over what has become durable, and wakes those who wait for it. */
  advance({ logStart, logEnd, bytes }: Extent): void {
    const grown = logEnd > this.logEnd;
    if (logStart !== this.logStart || bytes < this.bytes) this.head = undefined;
    this.logStart = logStart;
    this.logEnd = logEnd;
    this.bytes = bytes;
    if (grown) for (const listener of this.listeners) listener();
  }

  /** Calls `listener` whenever there is something new to read; the answer ends that. */
  onGrowth(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** An extent as the bytes of its row. */
export function extentRow({ logStart, logEnd, bytes }: Extent): Buffer {
  const row = Buffer.alloc(24);
  row.writeDoubleBE(logStart, 0);
  row.writeDoubleBE(logEnd, 8);
  row.writeDoubleBE(bytes, 16);
  return row;
}
