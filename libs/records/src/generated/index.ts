// Generated from schemas/ by `npm run generate`; do not edit.
import { deadLetterCodec } from './dead-letter.codec.js';
import { fleetMinerCodec } from './fleet-miner.codec.js';
import { minerEventCodec } from './miner-event.codec.js';
import { minerTelemetryCodec } from './miner-telemetry.codec.js';
import { serviceStatusCodec } from './service-status.codec.js';

export type { Codec, DecodeOptions, DecodeTally } from './codec-runtime.js';
export * from './topics.js';
export * from './dead-letter.codec.js';
export type * from './dead-letter.record.js';
export * from './fleet-miner.codec.js';
export type * from './fleet-miner.record.js';
export * from './miner-event.codec.js';
export type * from './miner-event.record.js';
export * from './miner-telemetry.codec.js';
export type * from './miner-telemetry.record.js';
export * from './service-status.codec.js';
export type * from './service-status.record.js';

/** Every codec, by its record in camelCase. */
export const codecs = {
  deadLetter: deadLetterCodec,
  fleetMiner: fleetMinerCodec,
  minerEvent: minerEventCodec,
  minerTelemetry: minerTelemetryCodec,
  serviceStatus: serviceStatusCodec,
} as const;
