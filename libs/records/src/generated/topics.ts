// Generated from schemas/ by `npm run generate`; do not edit.
import type { Codec } from './codec-runtime.js';
import type { Alert, AlertInput } from './alert.record.js';
import { alertCodec } from './alert.codec.js';
import type { AuditEvent, AuditEventInput } from './audit-event.record.js';
import { auditEventCodec } from './audit-event.codec.js';
import type { Command, CommandInput } from './command.record.js';
import { commandCodec } from './command.codec.js';
import type { CommandResult, CommandResultInput } from './command-result.record.js';
import { commandResultCodec } from './command-result.codec.js';
import type { DeadLetter, DeadLetterInput } from './dead-letter.record.js';
import { deadLetterCodec } from './dead-letter.codec.js';
import type { DerivedMetrics, DerivedMetricsInput } from './derived-metrics.record.js';
import { derivedMetricsCodec } from './derived-metrics.codec.js';
import type { EnergyReading, EnergyReadingInput } from './energy-reading.record.js';
import { energyReadingCodec } from './energy-reading.codec.js';
import type { FleetChange, FleetChangeInput } from './fleet-change.record.js';
import { fleetChangeCodec } from './fleet-change.codec.js';
import type { FleetMiner, FleetMinerInput } from './fleet-miner.record.js';
import { fleetMinerCodec } from './fleet-miner.codec.js';
import type { MarketData, MarketDataInput } from './market-data.record.js';
import { marketDataCodec } from './market-data.codec.js';
import type { MarketGlobal, MarketGlobalInput } from './market-global.record.js';
import { marketGlobalCodec } from './market-global.codec.js';
import type { MinerEvent, MinerEventInput } from './miner-event.record.js';
import { minerEventCodec } from './miner-event.codec.js';
import type { MinerTelemetry, MinerTelemetryInput } from './miner-telemetry.record.js';
import { minerTelemetryCodec } from './miner-telemetry.codec.js';
import type { PoolPayout, PoolPayoutInput } from './pool-payout.record.js';
import { poolPayoutCodec } from './pool-payout.codec.js';
import type { PoolPerformance, PoolPerformanceInput } from './pool-performance.record.js';
import { poolPerformanceCodec } from './pool-performance.codec.js';
import type { ServiceStatus, ServiceStatusInput } from './service-status.record.js';
import { serviceStatusCodec } from './service-status.codec.js';
import type { SourceEvent, SourceEventInput } from './source-event.record.js';
import { sourceEventCodec } from './source-event.codec.js';

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

/** A topic that services keep for themselves: no record of the contract travels on it, and nobody else relies on what does. */
export type InternalTopic = Pick<TopicDefinition<never>, 'name' | 'partitions' | 'retentionMs' | 'compacted' | 'writers'>;

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
    readers: ["miner-ingestion","dashboard","market-polling"],
    codec: fleetMinerCodec,
  } satisfies TopicDefinition<FleetMiner, FleetMinerInput> as TopicDefinition<FleetMiner, FleetMinerInput>,
  /** Wishes to change the fleet and what became of them - additions, adoptions, edits, removals. */
  fleetChanges: {
    name: "fleet.changes",
    key: "miner_id",
    partitions: 24,
    retentionMs: 2592000000,
    compacted: false,
    record: "fleet_change",
    writers: ["dashboard","cli","miner-ingestion"],
    readers: ["miner-ingestion","dashboard"],
    codec: fleetChangeCodec,
  } satisfies TopicDefinition<FleetChange, FleetChangeInput> as TopicDefinition<FleetChange, FleetChangeInput>,
  /** Every reading of every miner. */
  minerTelemetry: {
    name: "miner.telemetry",
    key: "miner_id",
    partitions: 24,
    retentionMs: 604800000,
    compacted: false,
    record: "miner_telemetry",
    writers: ["miner-ingestion"],
    readers: ["telemetry-writer","dashboard","market-polling"],
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
  /** What happened to pools, providers, meters and integrations; disagreements and drift. */
  sourceEvents: {
    name: "source.events",
    key: "source_id",
    partitions: 6,
    retentionMs: 2592000000,
    compacted: false,
    record: "source_event",
    writers: ["miner-ingestion","pool-streaming","market-polling","abacus-export"],
    readers: ["telemetry-writer","alerting","dashboard"],
    codec: sourceEventCodec,
  } satisfies TopicDefinition<SourceEvent, SourceEventInput> as TopicDefinition<SourceEvent, SourceEventInput>,
  /** What pools say about workers; pool-wide rows have the worker `*`. */
  poolPerformance: {
    name: "pool.performance",
    key: "pool/account/worker",
    partitions: 6,
    retentionMs: 604800000,
    compacted: false,
    record: "pool_performance",
    writers: ["pool-streaming"],
    readers: ["telemetry-writer","enrichment","lake-writer","dashboard","market-polling"],
    codec: poolPerformanceCodec,
  } satisfies TopicDefinition<PoolPerformance, PoolPerformanceInput> as TopicDefinition<PoolPerformance, PoolPerformanceInput>,
  /** Balances, payouts and bookkeeping of accounts at pools. */
  poolPayouts: {
    name: "pool.payouts",
    key: "pool/account",
    partitions: 6,
    retentionMs: 7776000000,
    compacted: false,
    record: "pool_payout",
    writers: ["pool-streaming"],
    readers: ["telemetry-writer","enrichment","lake-writer","dashboard","market-polling"],
    codec: poolPayoutCodec,
  } satisfies TopicDefinition<PoolPayout, PoolPayoutInput> as TopicDefinition<PoolPayout, PoolPayoutInput>,
  /** Prices, chain numbers and indicators of each coin. */
  marketData: {
    name: "market.data",
    key: "coin id",
    partitions: 6,
    retentionMs: 604800000,
    compacted: false,
    record: "market_data",
    writers: ["market-polling"],
    readers: ["market-polling","telemetry-writer","enrichment","lake-writer","dashboard"],
    codec: marketDataCodec,
  } satisfies TopicDefinition<MarketData, MarketDataInput> as TopicDefinition<MarketData, MarketDataInput>,
  /** The market as a whole, by provider. */
  marketGlobal: {
    name: "market.global",
    key: "provider",
    partitions: 1,
    retentionMs: 604800000,
    compacted: false,
    record: "market_global",
    writers: ["market-polling"],
    readers: ["telemetry-writer","lake-writer","dashboard"],
    codec: marketGlobalCodec,
  } satisfies TopicDefinition<MarketGlobal, MarketGlobalInput> as TopicDefinition<MarketGlobal, MarketGlobalInput>,
  /** Measured power and energy of each meter, and the tariff in force. */
  energyReadings: {
    name: "energy.readings",
    key: "meter_id",
    partitions: 6,
    retentionMs: 604800000,
    compacted: false,
    record: "energy_reading",
    writers: ["miner-ingestion"],
    readers: ["telemetry-writer","enrichment","lake-writer","dashboard"],
    codec: energyReadingCodec,
  } satisfies TopicDefinition<EnergyReading, EnergyReadingInput> as TopicDefinition<EnergyReading, EnergyReadingInput>,
  /** What follows from the readings, for miners, racks, sites, algorithms and the fleet. */
  derivedMetrics: {
    name: "derived.metrics",
    key: "scope_id",
    partitions: 24,
    retentionMs: 2592000000,
    compacted: false,
    record: "derived_metrics",
    writers: ["enrichment"],
    readers: ["telemetry-writer","alerting","lake-writer","abacus-export","dashboard"],
    codec: derivedMetricsCodec,
  } satisfies TopicDefinition<DerivedMetrics, DerivedMetricsInput> as TopicDefinition<DerivedMetrics, DerivedMetricsInput>,
  /** Transitions of alerts; the newest of a fingerprint is its state. */
  alerts: {
    name: "alerts",
    key: "fingerprint",
    partitions: 6,
    retentionMs: 7776000000,
    compacted: true,
    record: "alert",
    writers: ["alerting"],
    readers: ["alerting","lake-writer","dashboard"],
    codec: alertCodec,
  } satisfies TopicDefinition<Alert, AlertInput> as TopicDefinition<Alert, AlertInput>,
  /** Actions wanted for miners and for sources of ours, and their approval. */
  commands: {
    name: "commands",
    key: "miner_id",
    partitions: 24,
    retentionMs: 2592000000,
    compacted: false,
    record: "command",
    writers: ["alerting","dashboard","cli"],
    readers: ["miner-ingestion","market-polling","dashboard"],
    codec: commandCodec,
  } satisfies TopicDefinition<Command, CommandInput> as TopicDefinition<Command, CommandInput>,
  /** Outcomes of commands, as read back. */
  commandResults: {
    name: "command.results",
    key: "miner_id",
    partitions: 24,
    retentionMs: 2592000000,
    compacted: false,
    record: "command_result",
    writers: ["miner-ingestion","market-polling"],
    readers: ["alerting","dashboard"],
    codec: commandResultCodec,
  } satisfies TopicDefinition<CommandResult, CommandResultInput> as TopicDefinition<CommandResult, CommandResultInput>,
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
  /** Who did what. */
  auditEvents: {
    name: "audit.events",
    key: "actor",
    partitions: 6,
    retentionMs: 31536000000,
    compacted: false,
    record: "audit_event",
    writers: ["all"],
    readers: ["lake-writer","dashboard"],
    codec: auditEventCodec,
  } satisfies TopicDefinition<AuditEvent, AuditEventInput> as TopicDefinition<AuditEvent, AuditEventInput>,
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

/** Every internal topic, by its name in camelCase. */
export const internalTopics = {
  /** Nothing travels on it - who holds its partition in a lease's group holds the lease. */
  leases: {
    name: "leases",
    partitions: 1,
    retentionMs: 86400000,
    compacted: false,
    writers: [],
  },
  /** What was told of each miner - its state and the errors in force - so that its next owner tells only what is new; and until when an operator has paused it. */
  minerTracks: {
    name: "miner.tracks",
    partitions: 24,
    retentionMs: null,
    compacted: true,
    writers: ["miner-ingestion"],
  },
  /** How much of each provider's quota all replicas together have reserved, and until when it wants no request. */
  quotas: {
    name: "quotas",
    partitions: 1,
    retentionMs: null,
    compacted: true,
    writers: ["market-polling","pool-streaming"],
  },
  /** What is held of the market, for all replicas and past a restart - paused sources, pinned prices, ids of coins that were looked up. */
  marketHolds: {
    name: "market.holds",
    partitions: 1,
    retentionMs: null,
    compacted: true,
    writers: ["market-polling"],
  },
  /** Prices of each coin over the last eight days as market-polling saw them, a quarter of an hour apart, and what was filled in, and difficulties over a day of chains that change it often; past a restart. */
  marketLines: {
    name: "market.lines",
    partitions: 1,
    retentionMs: null,
    compacted: true,
    writers: ["market-polling"],
  },
  /** Which ticks of each miner telemetry-writer has stored, so that each is stored once. */
  changelogReadings: {
    name: "changelog.readings",
    partitions: 24,
    retentionMs: null,
    compacted: true,
    writers: ["telemetry-writer"],
  },
} as const satisfies Record<string, InternalTopic>;

/** The names under which {@link topics} lists them. */
export type TopicId = keyof typeof topics;
