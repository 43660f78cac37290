import type { SubscribeOptions, TopicPartition } from '../event-bus.port.js';
import type { ResolvedKafkaOptions } from './kafka-options.js';
import type { Cluster } from './kafkajs.js';
import type { PartitionTrack } from './partition-track.js';

/** What this member did last with the group's offset of a partition. */
export interface KnownPlace {
  /** Where it was committed; null where it could not be, after a loss was told that began the log anew. */
  readonly committed: number | null;
}

/** What a session tells the subscription it works for, and asks of it. */
export interface SessionOwner {
  readonly options: SubscribeOptions;
  readonly instance: string;
  holds(): readonly TopicPartition[];
  assigned(partitions: readonly TopicPartition[]): Promise<void>;
  /** By partition, over all rebalances: a broker that makes a topic anew forgets the group's own offsets with it. */
  readonly places: Map<string, KnownPlace>;
  isPaused(): boolean;
  failed(source: string, error: Error): void;
  recovered(source: string): void;
}

/** What those who work on a session's partitions need of it. */
export interface PartitionSession {
  readonly owner: SessionOwner;
  readonly settings: ResolvedKafkaOptions;
  /** The partitions of the current assignment, by name. */
  readonly tracks: ReadonlyMap<string, PartitionTrack>;
  /** The member's own view of the cluster. */
  readonly view: Cluster;
  /** Whether this is still the partition's current assignment, in a session that still counts. */
  isCurrent(track: PartitionTrack): boolean;
  /** Makes kafkajs fetch from exactly the partitions that may be delivered. */
  applyPauses(): void;
  seek(at: TopicPartition, offset: number): void;
  /** Moves a group's offset outside any handler, with the text that belongs to it. */
  commitNow(at: TopicPartition, offset: number, metadata: string): Promise<void>;
  /** Asks every handler to come to an end: the partitions may be taken away. */
  abortHandlers(): void;
}
