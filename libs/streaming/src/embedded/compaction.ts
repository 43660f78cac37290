import type { Clock } from '@lodestream/component';
import type { Bookkeeper } from './bookkeeper.js';
import type { LogStore, StoredBatch } from './log-store.port.js';
import type { PartitionState } from './partition-state.js';
import { decodeBatch, encodeBatch, headOf } from './record-batch.js';
import type { StoredMessage } from './stored-message.js';
import type { Topic, TopicCatalog } from './topic-catalog.js';

const sliceBytes = 4 * 1024 * 1024;
const sliceBatches = 200;
const mostKeys = 500_000;
const dirtyBytes = 256 * 1024;

interface Rewrite {
  readonly lastOffset: number;
  readonly formerBytes: number;
  /** Null where nothing is left. */
  readonly bytes: Buffer | null;
}

/** Takes superseded values out of compacted topics, in the background, a slice at a time. */
export class Compaction {
  private readonly turns = new Map<PartitionState, Promise<void>>();
  private readonly relieving = new Set<Topic>();

  constructor(
    private readonly parts: {
      readonly store: LogStore;
      readonly catalog: TopicCatalog;
      readonly bookkeeper: Bookkeeper;
      readonly clock: Clock;
      readonly tombstoneMs: number;
    },
  ) {}

  /** Compacts every partition that has grown by a third since the last time. */
  async run(): Promise<void> {
    for (const topic of this.parts.catalog.all().filter(({ settings }) => settings.compacted)) {
      for (const state of topic.partitions) {
        if (state.uncompactedBytes > Math.max(dirtyBytes, state.bytes / 3)) await this.compact(state);
      }
    }
  }

  /** Begins to compact a topic that has no more room, unless that is under way. */
  relieve(topic: Topic): void {
    if (this.relieving.has(topic) || topic.partitions.every(({ uncompactedBytes }) => uncompactedBytes === 0)) return;
    this.relieving.add(topic);
    // What fails is a disk that refuses, which the storage state tells already.
    void Promise.allSettled(topic.partitions.map((state) => this.compact(state))).then(() => this.relieving.delete(topic));
  }

  /**
   * Leaves the last value of every key, and tombstones for as long as a reader may need to hear of them. One at a time works on a
   * partition.
   */
  compact(state: PartitionState): Promise<void> {
    const done = (this.turns.get(state) ?? Promise.resolve()).then(() => this.compactNow(state));
    this.turns.set(
      state,
      done.catch(() => undefined),
    );
    return done;
  }

  private async compactNow(state: PartitionState): Promise<void> {
    const { uncompactedBytes } = state;
    await this.rewrite(state);
    state.uncompactedBytes -= uncompactedBytes;
  }

  private async rewrite(state: PartitionState): Promise<void> {
    const { logEnd } = state;
    const last = await this.lastOffsets(state, logEnd);
    const tombstonesBefore = this.parts.clock.now() - this.parts.tombstoneMs;
    const stays = ({ key, value, offset, timestampMs }: StoredMessage): boolean => {
      if (key === null) return true;
      const newest = last.get(key.toString('latin1'));
      if (newest !== undefined && newest > offset) return false;
      return value !== null || timestampMs >= tombstonesBefore;
    };
    for (let from = state.logStart; from < logEnd;) from = await this.rewriteSlice(state, from, logEnd, stays);
  }

  /** The newest offset of each key. Past the bound on keys the rest stays as it is, which is safe. */
  private async lastOffsets(state: PartitionState, end: number): Promise<Map<string, number>> {
    const last = new Map<string, number>();
    for (let from = state.logStart; from < end;) {
      for (const stored of this.slice(state, from, end)) {
        for (const { key, offset } of messagesOf(stored)) {
          const name = key?.toString('latin1');
          if (name !== undefined && (last.has(name) || last.size < mostKeys)) last.set(name, offset);
        }
        from = stored.lastOffset + 1;
      }
      if (!this.parts.store.batchAt(state.log, from)) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return last;
  }

  private async rewriteSlice(
    state: PartitionState,
    from: number,
    end: number,
    stays: (message: StoredMessage) => boolean,
  ): Promise<number> {
    let next = end;
    const rewrites: Rewrite[] = [];
    for (const stored of this.slice(state, from, end)) {
      next = stored.lastOffset + 1;
      const rewrite = rewriteOf(stored, stays);
      if (rewrite) rewrites.push(rewrite);
    }
    if (rewrites.length > 0) await this.write(state, rewrites);
    else await new Promise((resolve) => setImmediate(resolve));
    return next;
  }

  /** Retention may have been quicker: what is gone stays gone. */
  private write(state: PartitionState, rewrites: readonly Rewrite[]): Promise<void> {
    return this.parts.bookkeeper.write((transaction) => {
      const { logStart } = transaction.extent(state);
      for (const { lastOffset, bytes, formerBytes } of rewrites) {
        if (lastOffset < logStart) continue;
        if (bytes === null) transaction.removeBatch(state, lastOffset, formerBytes);
        else transaction.replaceBatch(state, lastOffset, bytes, formerBytes);
      }
    });
  }

  private slice(state: PartitionState, from: number, end: number): StoredBatch[] {
    const batches: StoredBatch[] = [];
    let weight = 0;
    for (let at = from; at < end && batches.length < sliceBatches && weight < sliceBytes;) {
      const stored = this.parts.store.batchAt(state.log, at);
      if (!stored || stored.lastOffset >= end) break;
      batches.push(stored);
      weight += stored.bytes.length;
      at = stored.lastOffset + 1;
    }
    return batches;
  }
}

function rewriteOf({ lastOffset, bytes }: StoredBatch, stays: (message: StoredMessage) => boolean): Rewrite | undefined {
  const messages = messagesOf({ lastOffset, bytes });
  const kept = messages.filter(stays);
  if (kept.length === messages.length) return undefined;
  return {
    lastOffset,
    formerBytes: bytes.length,
    bytes: kept.length === 0 ? null : encodeBatch(kept, lastOffset),
  };
}

/** None where the batch cannot be read: it stays as it is, and its readers tell of it. */
function messagesOf({ bytes }: StoredBatch): StoredMessage[] {
  const messages: StoredMessage[] = [];
  try {
    decodeBatch(bytes, 0, headOf(bytes).lastOffset + 1, Infinity, messages);
  } catch {
    return [];
  }
  return messages;
}
