export * from './event-bus.port.js';
export * from './outcome.js';
export * from './partitioner.js';
