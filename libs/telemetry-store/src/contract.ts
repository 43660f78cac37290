export { contractRetention } from './contract/samples.js';
export * from './contract/store-under-test.js';
export * from './telemetry-store.contract.js';
