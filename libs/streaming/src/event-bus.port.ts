import type { Lifecycle } from '@lodestream/component';
import type { StateStores } from './state/state-stores.port.js';

/** Header names and values as text; what is not text on the wire is decoded as UTF-8. */
export type Headers = Readonly<Record<string, string>>;

/** What a message may weigh: key, value and headers together, in bytes. Heavier ones are refused with a PermanentError. */
export const maxMessageBytes = 1_000_000;

/** How long the text beside a commit may be, in bytes of UTF-8; longer ones are refused with a PermanentError. */
export const maxCommitMetadataBytes = 4_000;

/** One message to be appended. Without a partition, its key decides by murmur2; a null value is a tombstone. */
export interface OutgoingMessage {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Headers;
  readonly timestampMs?: number;
  readonly partition?: number;
}

/** Where an acknowledged message lies. Offsets are exact as numbers: they stay below 2^53. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** One message as read back. */
export interface IncomingMessage {
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
  /** One header by its name, where that costs less than having all of them decoded. */
  readonly header?: (name: string) => string | undefined;
}

/** One header of a message, the cheapest way the message offers. */
export function headerOf(message: IncomingMessage, name: string): string | undefined {
  return message.header ? message.header(name) : message.headers[name];
}

/** Messages of one partition, in order; offsets may have gaps where compaction or retention took some. */
export interface IncomingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
  /** The oldest offset the partition still has, and the one the next append will get. */
  readonly logStart: number;
  readonly logEnd: number;
}

/** What a handler may do while it holds a batch. */
export interface BatchContext {
  /** Tells the group that this member is alive; called inside long work. */
  heartbeat(): Promise<void>;
  /** Makes everything before `nextOffset` done for the group, durably; small text may travel along (the ledger's counts). */
  commit(nextOffset: number, metadata?: string): Promise<void>;
  /** Aborts when the partition is being taken away or the consumer stops; a handler then returns soon, committing only what is done. */
  readonly signal: AbortSignal;
}

/**
 * Handles one batch of a partition; no second batch of that partition is handed over before it has settled.
 * Resolving moves the partition on, and what was not committed by then is delivered again after a restart or a reassignment.
 * A rejection stops this partition alone: what was not committed is delivered again after a pause, and nothing is skipped.
 */
export type BatchHandler = (batch: IncomingBatch, context: BatchContext) => Promise<void>;

/** A topic and one of its partitions. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Offsets that a log has no more, though the group expected them. */
export interface Loss extends TopicPartition {
  /** The first offset that is gone. */
  readonly from: number;
  /** The offset after the last that is gone. */
  readonly to: number;
  /**
   * Where reading goes on if the log itself went back: it ends, at `from`, before the offset the group had committed, `to`. What came
   * after that offset is unknown, so that the count is a lower bound. Absent where messages were deleted before they were read.
   */
  readonly rewoundTo?: number;
}

/** How a consumer joins. */
export interface SubscribeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly handler: BatchHandler;
  /** A name that is stable over restarts and unlike any other member's; the assigner hashes it. */
  readonly instance?: string;
  readonly maxBatchMessages?: number;
  /** `committed` resumes at the group's offsets (from the beginning where there are none); `beginning` reads all on every join and never commits. */
  readonly from?: 'committed' | 'beginning';
  readonly onAssigned?: (partitions: readonly TopicPartition[]) => void | Promise<void>;
  readonly onRevoked?: (partitions: readonly TopicPartition[]) => void | Promise<void>;
  /**
   * Expected offsets are gone: a counted loss and an alarm, never a silent reset. The text that is returned travels with the offset that
   * skips the loss, so that the two become durable in one step and the loss is told once. Without one the offset stays where it was
   * until the next commit, and a process that ends before that is told again.
   */
  readonly onLoss?: (loss: Loss) => string | undefined;
}

/** What a subscription is doing. */
export interface SubscriptionState {
  readonly running: boolean;
  readonly assigned: readonly TopicPartition[];
  /** Until when (monotonic milliseconds) this member may act for its partitions; infinite where ownership cannot be lost. */
  readonly ownedUntilMs: number;
  readonly lastError: Error | null;
}

/** A joined consumer. */
export interface Subscription {
  /** Takes in nothing new, lets the batch in flight end inside the deadline, leaves the group. Safe twice. */
  stop(deadlineMs?: number): Promise<void>;
  pause(): void;
  resume(): void;
  state(): SubscriptionState;
}

/** How a topic is kept. */
export interface TopicSettings {
  readonly topic: string;
  readonly partitions: number;
  /** Milliseconds; null keeps for ever. */
  readonly retentionMs: number | null;
  readonly compacted: boolean;
}

/** One partition of a group: where it stands and how far it has to go. */
export interface GroupOffset extends TopicPartition {
  /** The next offset to be handled, or null where the group has committed none. */
  readonly committed: number | null;
  readonly metadata: string;
  readonly logStart: number;
  readonly logEnd: number;
}

/** Appends messages. */
export interface Publisher {
  /**
   * Resolves once every message is durable, with their positions in the order given; order per key is kept, over calls too.
   * One refused message refuses the whole call, before anything of it is written.
   * @throws PermanentError when the bus refuses a message for good, TransientError when it can't be had for longer than the retries last
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]>;
}

/** The event bus: partitioned durable logs read by groups. */
export interface EventBus extends Publisher, Lifecycle {
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /**
   * Reads from an offset without any group; fewer messages than asked means the end was reached. An offset older than the
   * log start reads from the log start, and the batch's `logStart` says so.
   */
  read(at: Position, maxMessages: number): Promise<IncomingBatch>;
  readonly admin: EventBusAdmin;
  /** Where stateful consumers keep what they know; a store that the bus keeps in a topic goes by that topic's full name. */
  readonly states: StateStores;
}

/** What one does to topics and groups rather than to messages. */
export interface EventBusAdmin {
  /**
   * Creates what is missing and brings retention up to date; a topic with another partition count is a PermanentError. Topics can be
   * used at once after it, except for partitions whose broker stays away past a deadline.
   */
  applyTopics(topics: readonly TopicSettings[]): Promise<void>;
  listTopics(): Promise<readonly TopicSettings[]>;
  offsetsOf(topic: string): Promise<readonly { partition: number; logStart: number; logEnd: number }[]>;
  groupOffsets(group: string, topics: readonly string[]): Promise<readonly GroupOffset[]>;
  /** Sets where a group without members will start; refused with a PermanentError while it has members. */
  seedOffsets(group: string, offsets: readonly (TopicPartition & { offset: number })[]): Promise<void>;
  /** Removes messages before the offset, as retention would; for tests of losses and for operators. */
  deleteBefore(at: Position): Promise<void>;
}
