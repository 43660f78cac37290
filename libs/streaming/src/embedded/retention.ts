import type { Clock } from '@lodestream/component';
import type { Bookkeeper } from './bookkeeper.js';
import type { BusEvents } from './bus-event.js';
import type { GroupRegistry } from './group-registry.js';
import type { LogStore } from './log-store.port.js';
import type { BatchSummary, PartitionState } from './partition-state.js';
import { headOf } from './record-batch.js';
import type { Topic, TopicCatalog } from './topic-catalog.js';
import type { Transaction } from './transaction.js';

const sliceBatches = 64;
/** A topic that is now and then held up for a moment is told of once in this time. */
const tellAgainMs = 60_000;

/** Removes what is too old or too much, but nothing that a group which is not given up still has to read. */
export class Retention {
  private readonly toldMs = new Map<string, number>();

  constructor(
    private readonly parts: {
      readonly store: LogStore;
      readonly catalog: TopicCatalog;
      readonly groups: GroupRegistry;
      readonly bookkeeper: Bookkeeper;
      readonly events: BusEvents;
      readonly clock: Clock;
      readonly topicBytes: number;
      /** Makes room in a compacted topic, if that is possible. */
      readonly relieve: (topic: Topic) => void;
    },
  ) {}

  /** Why the topic takes nothing more now, or null. */
  blockedBy(topic: Topic): string | null {
    const reason = this.isOver(topic, topic.bytes) ? this.hindrance(topic) : null;
    // While compaction may still make room, nobody needs to know.
    const mayPass = topic.settings.compacted && topic.partitions.some(({ uncompactedBytes }) => uncompactedBytes > 0);
    if (reason !== null && !mayPass) this.tell(topic.settings.topic, reason);
    return reason;
  }

  /** Makes room in the topic for what the transaction is about to append, as far as that may be. */
  makeRoom(transaction: Transaction, topic: Topic): void {
    const bytesNow = (): number => topic.partitions.reduce((sum, state) => sum + transaction.extent(state).bytes, 0);
    if (topic.settings.compacted || !this.isOver(topic, topic.bytes)) return;
    for (let removed = 0; removed < sliceBatches && this.isOver(topic, bytesNow()); removed += 1) {
      const oldest = this.oldestRemovable(topic, transaction);
      if (!oldest) return;
      removeHead(transaction, oldest.state, oldest.head);
    }
  }

  /** Removes what is older than the topics' retention, in slices. */
  async expire(): Promise<void> {
    for (const topic of this.parts.catalog.all()) {
      const { retentionMs } = topic.settings;
      if (retentionMs === null) continue;
      const before = this.parts.clock.now() - retentionMs;
      for (const state of topic.partitions) while (await this.expireSlice(state, before));
    }
  }

  /** Removes everything before the offset, whoever needs it. */
  async removeBefore(state: PartitionState, offset: number): Promise<void> {
    const target = Math.min(offset, state.logEnd);
    while (state.logStart < target) {
      await this.parts.bookkeeper.write((transaction) => {
        const gone = this.removeHeads(transaction, state, ({ lastOffset }) => lastOffset < target);
        if (gone < sliceBatches) transaction.moveStart(state, target);
      });
    }
  }

  /** Answers whether there may be more to remove. */
  private async expireSlice(state: PartitionState, before: number): Promise<boolean> {
    const isExpired = ({ maxTimestampMs, lastOffset }: BatchSummary): boolean =>
      maxTimestampMs < before && lastOffset < this.parts.groups.slowestIn(state).offset;
    const head = this.headOf(state, state.logStart);
    if (!head || !isExpired(head)) return false;
    let gone = 0;
    await this.parts.bookkeeper.write((transaction) => (gone = this.removeHeads(transaction, state, isExpired)));
    return gone === sliceBatches;
  }

  private removeHeads(transaction: Transaction, state: PartitionState, goes: (head: BatchSummary) => boolean): number {
    let gone = 0;
    for (; gone < sliceBatches; gone += 1) {
      const head = this.headOf(state, transaction.extent(state).logStart);
      if (!head || !goes(head)) break;
      removeHead(transaction, state, head);
    }
    return gone;
  }

  private tell(topic: string, reason: string): void {
    const now = this.parts.clock.monotonic();
    if (now - (this.toldMs.get(topic) ?? -Infinity) < tellAgainMs) return;
    this.toldMs.set(topic, now);
    this.parts.events.tell({ kind: 'back_pressure', topic, reason });
  }

  private isOver(topic: Topic, bytes: number): boolean {
    return bytes > this.parts.topicBytes;
  }

  private hindrance(topic: Topic): string | null {
    const { topic: name, compacted } = topic.settings;
    const limit = `topic ${name} has reached its ${this.parts.topicBytes} bytes`;
    if (compacted) this.parts.relieve(topic);
    if (compacted) return `${limit}, and what it keeps for ever may not go`;
    if (this.oldestRemovable(topic)) return null;
    const waiting = topic.partitions.map((state) => this.parts.groups.slowestIn(state)).sort((a, b) => a.offset - b.offset)[0];
    return `${limit}, and group ${waiting?.group ?? '?'} has not read on`;
  }

  private oldestRemovable(topic: Topic, transaction?: Transaction): { state: PartitionState; head: BatchSummary } | undefined {
    let oldest: { state: PartitionState; head: BatchSummary } | undefined;
    for (const state of topic.partitions) {
      const head = this.headOf(state, transaction?.extent(state).logStart ?? state.logStart);
      if (!head || head.lastOffset >= this.parts.groups.slowestIn(state).offset) continue;
      if (!oldest || head.maxTimestampMs < oldest.head.maxTimestampMs) oldest = { state, head };
    }
    return oldest;
  }

  /** The first batch from the offset on; the one at the log start is remembered. */
  private headOf(state: PartitionState, from: number): BatchSummary | undefined {
    if (state.head && state.head.lastOffset >= from && from === state.logStart) return state.head;
    const stored = this.parts.store.batchAt(state.log, from);
    if (!stored) return undefined;
    const { lastOffset, bytes } = stored;
    const summary = { lastOffset, bytes: bytes.length, maxTimestampMs: headOf(bytes).maxTimestampMs };
    if (from === state.logStart) state.head = summary;
    return summary;
  }
}

function removeHead(transaction: Transaction, state: PartitionState, head: BatchSummary): void {
  transaction.removeBatch(state, head.lastOffset, head.bytes);
  transaction.moveStart(state, head.lastOffset + 1);
}
