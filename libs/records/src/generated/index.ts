// Generated from schemas/ by `npm run generate`; do not edit.
import { alertCodec } from './alert.codec.js';
import { auditEventCodec } from './audit-event.codec.js';
import { commandCodec } from './command.codec.js';
import { commandResultCodec } from './command-result.codec.js';
import { deadLetterCodec } from './dead-letter.codec.js';
import { derivedMetricsCodec } from './derived-metrics.codec.js';
import { energyReadingCodec } from './energy-reading.codec.js';
import { fleetChangeCodec } from './fleet-change.codec.js';
import { fleetMinerCodec } from './fleet-miner.codec.js';
import { marketDataCodec } from './market-data.codec.js';
import { marketGlobalCodec } from './market-global.codec.js';
import { minerEventCodec } from './miner-event.codec.js';
import { minerTelemetryCodec } from './miner-telemetry.codec.js';
import { poolPayoutCodec } from './pool-payout.codec.js';
import { poolPerformanceCodec } from './pool-performance.codec.js';
import { serviceStatusCodec } from './service-status.codec.js';
import { sourceEventCodec } from './source-event.codec.js';

export type { Codec, DecodeOptions, DecodeTally, FramedBytes } from './codec-runtime.js';
export { frameContent, isFrame } from './codec-runtime.js';
export * from './avro-schemas.js';
export * from './topics.js';
export * from './alert.codec.js';
export type * from './alert.record.js';
export * from './audit-event.codec.js';
export type * from './audit-event.record.js';
export * from './command.codec.js';
export type * from './command.record.js';
export * from './command-result.codec.js';
export type * from './command-result.record.js';
export * from './dead-letter.codec.js';
export type * from './dead-letter.record.js';
export * from './derived-metrics.codec.js';
export type * from './derived-metrics.record.js';
export * from './energy-reading.codec.js';
export type * from './energy-reading.record.js';
export * from './fleet-change.codec.js';
export type * from './fleet-change.record.js';
export * from './fleet-miner.codec.js';
export type * from './fleet-miner.record.js';
export * from './market-data.codec.js';
export type * from './market-data.record.js';
export * from './market-global.codec.js';
export type * from './market-global.record.js';
export * from './miner-event.codec.js';
export type * from './miner-event.record.js';
export * from './miner-telemetry.codec.js';
export type * from './miner-telemetry.record.js';
export * from './pool-payout.codec.js';
export type * from './pool-payout.record.js';
export * from './pool-performance.codec.js';
export type * from './pool-performance.record.js';
export * from './service-status.codec.js';
export type * from './service-status.record.js';
export * from './source-event.codec.js';
export type * from './source-event.record.js';

/** Every codec, by its record in camelCase. */
export const codecs = {
  alert: alertCodec,
  auditEvent: auditEventCodec,
  command: commandCodec,
  commandResult: commandResultCodec,
  deadLetter: deadLetterCodec,
  derivedMetrics: derivedMetricsCodec,
  energyReading: energyReadingCodec,
  fleetChange: fleetChangeCodec,
  fleetMiner: fleetMinerCodec,
  marketData: marketDataCodec,
  marketGlobal: marketGlobalCodec,
  minerEvent: minerEventCodec,
  minerTelemetry: minerTelemetryCodec,
  poolPayout: poolPayoutCodec,
  poolPerformance: poolPerformanceCodec,
  serviceStatus: serviceStatusCodec,
  sourceEvent: sourceEventCodec,
} as const;
