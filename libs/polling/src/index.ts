export * from './budget/token-bucket.js';
export * from './http/address-guard.js';
export * from './http/conversation.js';
export * from './http/guarded-http.js';
export * from './http/map-error.js';
export * from './retry/retry.js';
export * from './schedule/poll-scheduler.js';
export * from './schedule/tick-grid.js';
