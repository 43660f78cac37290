// Generated from schemas/ by `npm run generate`; do not edit.
import type { Codec } from './codec-runtime.js';
import type { DeadLetter, DeadLetterInput } from './dead-letter.record.js';
import { deadLetterCodec } from './dead-letter.codec.js';
import type { FleetMiner, FleetMinerInput } from './fleet-miner.record.js';
import { fleetMinerCodec } from './fleet-miner.codec.js';
import type { MinerEvent, MinerEventInput } from './miner-event.record.js';
import { minerEventCodec } from './miner-event.codec.js';
import type { MinerTelemetry, MinerTelemetryInput } from './miner-telemetry.record.js';
import { minerTelemetryCodec } from './miner-telemetry.codec.js';
import type { ServiceStatus, ServiceStatusInput } from './service-status.record.js';
import { serviceStatusCodec } from './service-status.codec.js';

/** A topic of the stream, as schemas/topics.yaml has it. */
export interface TopicDefinition<T, I = T> {
  /** Name without the prefix. */
  readonly name: string;
  /** What the message key is made of. */
  readonly key: string;
  /** Never changes: equal keys must meet in equal partitions. */
  readonly partitions: number;
  /** Milliseconds a message is kept; null keeps for ever. */
  readonly retentionMs: number | null;
  /** Whether at least the newest message of each key stays. */
  readonly compacted: boolean;
  /** Name of the record that is the value. */
  readonly record: string;
  readonly codec: Codec<T, I>;
  /** The only services that may write; `all` for every one. */
  readonly writers: readonly string[];
  /** Services of ours that read. */
  readonly readers: readonly string[];
}

/** The name a topic has on the bus. */
export const fullTopicName = (prefix: string, topic: { readonly name: string }): string => prefix + topic.name;

/** Every topic, by its name in camelCase. */
export const topics = {
  /** The miners of the fleet; whoever is assigned a partition polls its miners. A tombstone removes one. */
  fleetMiners: {
    name: "fleet.miners",
    key: "miner_id",
    partitions: 24,
    retentionMs: null,
    compacted: true,
    record: "fleet_miner",
    writers: ["miner-ingestion"],
    readers: ["miner-ingestion","dashboard"],
    codec: fleetMinerCodec,
  } satisfies TopicDefinition<FleetMiner, FleetMinerInput> as TopicDefinition<FleetMiner, FleetMinerInput>,
  /** Every reading of every miner. */
  minerTelemetry: {
    name: "miner.telemetry",
    key: "miner_id",
    partitions: 24,
    retentionMs: 604800000,
    compacted: false,
    record: "miner_telemetry",
    writers: ["miner-ingestion"],
    readers: ["telemetry-writer","dashboard"],
    codec: minerTelemetryCodec,
  } satisfies TopicDefinition<MinerTelemetry, MinerTelemetryInput> as TopicDefinition<MinerTelemetry, MinerTelemetryInput>,
  /** What happened to miners - online, offline, restarts, changes of settings and firmware, gaps. */
  minerEvents: {
    name: "miner.events",
    key: "miner_id",
    partitions: 24,
    retentionMs: 2592000000,
    compacted: false,
    record: "miner_event",
    writers: ["miner-ingestion"],
    readers: ["telemetry-writer","dashboard"],
    codec: minerEventCodec,
  } satisfies TopicDefinition<MinerEvent, MinerEventInput> as TopicDefinition<MinerEvent, MinerEventInput>,
  /** State, lag, ledger and last error of each instance of each service, every 5 seconds. */
  serviceStatus: {
    name: "service.status",
    key: "service/instance",
    partitions: 1,
    retentionMs: null,
    compacted: true,
    record: "service_status",
    writers: ["all"],
    readers: ["dashboard"],
    codec: serviceStatusCodec,
  } satisfies TopicDefinition<ServiceStatus, ServiceStatusInput> as TopicDefinition<ServiceStatus, ServiceStatusInput>,
  /** Messages that could not be handled, with their original bytes. */
  deadLetters: {
    name: "dead.letters",
    key: "original key",
    partitions: 6,
    retentionMs: 2592000000,
    compacted: false,
    record: "dead_letter",
    writers: ["all"],
    readers: ["dashboard","cli"],
    codec: deadLetterCodec,
  } satisfies TopicDefinition<DeadLetter, DeadLetterInput> as TopicDefinition<DeadLetter, DeadLetterInput>,
} as const;

/** The names under which {@link topics} lists them. */
export type TopicId = keyof typeof topics;
