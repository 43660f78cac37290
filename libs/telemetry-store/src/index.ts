export { EmbeddedTelemetryStore, type EmbeddedTelemetryStoreOptions } from './embedded/embedded-telemetry-store.js';
export { isTagValue, longestText } from './point-rules.js';
export { dayMs, RetentionPlan } from './retention.js';
export { prometheusObserver, silentObserver, type StoreObserver } from './store-observer.js';
export * from './telemetry-store.fake.js';
export * from './telemetry-store.port.js';
