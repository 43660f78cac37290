export * from './telemetry-store.port.js';
