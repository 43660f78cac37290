export { isTagValue, longestText } from './point-rules.js';
export { dayMs, RetentionPlan } from './retention.js';
export * from './telemetry-store.fake.js';
export * from './telemetry-store.port.js';
