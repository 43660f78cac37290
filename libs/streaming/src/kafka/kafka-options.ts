import { silentLog, systemClock, type Clock, type Log } from '@lodestream/component';

/** A credential that prints as nothing and is revealed only to the one it is meant for. */
export interface OpaqueSecret {
  reveal(): string;
}

/** Who we are to the brokers. */
export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: OpaqueSecret;
}

/** How the connection is encrypted; PEM texts. */
export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: OpaqueSecret;
  readonly serverName?: string;
}

/** What a KafkaEventBus needs to know; everything but the brokers and our name has a tested default. */
export interface KafkaOptions {
  /** Where to ask first, as `host:port`. */
  readonly brokers: readonly string[];
  /** Our name in the brokers' logs, metrics and quotas. */
  readonly clientId: string;
  readonly ssl?: boolean | KafkaTls;
  readonly sasl?: KafkaSasl;
  readonly log?: Log;
  readonly clock?: Clock;
  /** Copies of each partition of a topic we create; the number of brokers, but at most 3, where it is not given. */
  readonly replicationFactor?: number;
  readonly timeouts?: Partial<KafkaTimeouts>;
  readonly bounds?: Partial<KafkaBounds>;
}

/** Every time limit, in milliseconds. */
export interface KafkaTimeouts {
  readonly connectionMs: number;
  readonly requestMs: number;
  /** How long `start` tries to find a broker. */
  readonly startMs: number;
  /** How long one admin call may take, retries included. */
  readonly adminMs: number;
  /** How long `applyTopics` waits for the leaders of all partitions to answer, beyond its call. */
  readonly leadersMs: number;
  /** How long `subscribe` waits for the first assignment. */
  readonly joinMs: number;
  /** How long `read` may take. */
  readonly readMs: number;
  /** How long a send is retried before the caller hears of it; longer than the 10-minute outage it must outlast. */
  readonly deliveryMs: number;
  /** How long `stop` waits for what is in flight. */
  readonly stopMs: number;
  /** After this long without a heartbeat the group gives our partitions to others. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** How long the group waits for us to rejoin, and so for our handlers to end. */
  readonly rebalanceMs: number;
  /** How much earlier than the session our right to the partitions ends. */
  readonly ownershipMarginMs: number;
  /** How long a broker may hold a fetch when there is nothing new; 500 at most. */
  readonly maxWaitMs: number;
  /** After a fetch that brought all there was, the next one waits until so much time has passed since. */
  readonly fetchPaceMs: number;
  /** How long a handler may stay silent before we stop saying for it that it is alive. */
  readonly handlerSilenceMs: number;
  /** Without a fetch for this long a consumer counts as hung and is replaced. */
  readonly fetchSilenceMs: number;
  /** How often positions are compared with the log starts even when nothing arrives. */
  readonly lossCheckMs: number;
  /** How long the first message of a request waits for company. */
  readonly lingerMs: number;
}

/** Every other limit. */
export interface KafkaBounds {
  /** A request goes off at once when it has so many messages. */
  readonly eagerMessages: number;
  readonly requestMessages: number;
  /** Bytes of one request; also of one batch of a partition, which brokers refuse above 1,048,588. */
  readonly requestBytes: number;
  /** Bytes accepted and not yet acknowledged, over all topics; past it `send` waits. */
  readonly unacknowledgedBytes: number;
  /** How many calls of `send` may wait for room; more are refused as transient. */
  readonly waitingSends: number;
  readonly fetchBytes: number;
  readonly fetchBytesPerPartition: number;
  readonly concurrentPartitions: number;
}

/** The options with every default filled in. */
export type ResolvedKafkaOptions = Omit<KafkaOptions, 'timeouts' | 'bounds'> & {
  readonly log: Log;
  readonly clock: Clock;
  readonly timeouts: KafkaTimeouts;
  readonly bounds: KafkaBounds;
};

const timeouts: KafkaTimeouts = {
  connectionMs: 3_000,
  requestMs: 15_000,
  startMs: 15_000,
  adminMs: 30_000,
  leadersMs: 60_000,
  joinMs: 60_000,
  readMs: 15_000,
  deliveryMs: 15 * 60_000,
  stopMs: 4_000,
  sessionMs: 10_000,
  heartbeatMs: 2_500,
  rebalanceMs: 30_000,
  ownershipMarginMs: 2_000,
  maxWaitMs: 250,
  fetchPaceMs: 100,
  handlerSilenceMs: 5 * 60_000,
  fetchSilenceMs: 60_000,
  lossCheckMs: 5_000,
  lingerMs: 5,
};

const bounds: KafkaBounds = {
  eagerMessages: 100,
  requestMessages: 500,
  requestBytes: 1_000_000,
  unacknowledgedBytes: 32 * 1024 * 1024,
  waitingSends: 10_000,
  fetchBytes: 8 * 1024 * 1024,
  fetchBytesPerPartition: 1_100_000,
  concurrentPartitions: 32,
};

/** Fills in every default. */
export function resolveOptions(options: KafkaOptions): ResolvedKafkaOptions {
  return {
    ...options,
    log: options.log ?? silentLog,
    clock: options.clock ?? systemClock,
    timeouts: { ...timeouts, ...options.timeouts },
    bounds: { ...bounds, ...options.bounds },
  };
}
