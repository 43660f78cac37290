export * from './health/health-registry.js';
export * from './service-definition.js';
export * from './tokens.js';
