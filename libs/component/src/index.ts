export * from './clock.js';
export * from './deadline.js';
export * from './errors.js';
export * from './fake-clock.js';
export * from './lifecycle.js';
export * from './log.js';
export * from './reach-the-top.js';
export * from './sequence.js';
