/** What others may use of the native stack: `libs/test-stack` starts its own brokers and databases with it. */
export { BROKER_HEAP, HOST, INFLUXD_RUNTIME, INFLUXDB_SETUP, PORTS, VERSIONS } from './settings.mjs';
export { builtPart } from './parts/parts.mjs';
export { withLock } from './lock.mjs';
export { brokerPlan, brokerProperties, launchBroker, prepareBrokers } from './native/broker.mjs';
export { influxdSettings, launchInfluxd } from './native/influxd.mjs';
export { freePorts } from './native/ports.mjs';
export { waitUntilReady } from './native/wait-until.mjs';
export { probeHealth, probeInfluxdb } from './probe/influxdb.probe.mjs';
export { probeKafka } from './probe/kafka.probe.mjs';
export { endProcess, identify, isRunning, signal } from './processes.mjs';
