export { EmbeddedTelemetryStore, type EmbeddedTelemetryStoreOptions } from './embedded/embedded-telemetry-store.js';
export type { AppliedBucket } from './influx/apply-buckets.js';
export { applyStore, type AppliedStore, type ApplyStoreOptions } from './influx/apply-store.js';
export type { AppliedToken } from './influx/apply-tokens.js';
export { bucketName, defaultBucketPrefix } from './influx/bucket-name.js';
export { InfluxTelemetryStore, type InfluxTelemetryStoreOptions } from './influx/influx-telemetry-store.js';
export { lineOf } from './influx/line-protocol.js';
export type { MeasurementField, MeasurementTag } from './measurements/measurement-field.js';
export { marketDataMeasurement, marketDataPoint, marketDataSchema, marketDataTags } from './measurements/market-data.measurement.js';
export { minerEventMeasurement, minerEventPoint, minerEventSchema, minerEventTags } from './measurements/miner-event.measurement.js';
export { boardFields, boardTemperatureFields, fanFields, highestPartNumber } from './measurements/miner-parts.fields.js';
export { minerTelemetryFields, minerTelemetryTags } from './measurements/miner-telemetry.fields.js';
export {
  minerTelemetryIntegers,
  minerTelemetryMeasurement,
  minerTelemetryPoint,
  minerTelemetrySchema,
} from './measurements/miner-telemetry.measurement.js';
export { defaultReadingsDays, retentionClasses } from './measurements/retention-classes.js';
export { isTagValue } from './point-names.js';
export { longestText } from './point-rules.js';
export { dayMs, RetentionPlan } from './retention.js';
export { prometheusObserver, silentObserver, type StoreObserver } from './store-observer.js';
export * from './telemetry-store.fake.js';
export * from './telemetry-store.port.js';
