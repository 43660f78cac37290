/** Injection tokens of what every service gets from its host; ports are interfaces, so they are injected by token. */
export const EVENT_BUS = Symbol('EventBus');
export const TELEMETRY_STORE = Symbol('TelemetryStore');
export const CLOCK = Symbol('Clock');
export const LOG = Symbol('Log');
export const METRICS_REGISTRY = Symbol('prom-client Registry');
export const HEALTH = Symbol('HealthRegistry');
export const OPERATIONS = Symbol('OperationRegistry');
export const SERVICE_IDENTITY = Symbol('ServiceIdentity');
export const SERVICE_CONFIG = Symbol('the configuration section of this service');
export const TOPIC_PREFIX = Symbol('prefix of every topic name');
