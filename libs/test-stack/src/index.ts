export { temporaryFolder } from './belongings.js';
export { CHROMIUM_ARGS, findChromium } from './chromium.js';
export { eventually } from './eventually.js';
export { startHttpFaultProxy, type HttpFaultProxy, type ProxiedRequest } from './http-fault-proxy.js';
export { tooManyRequests, unavailable, type FaultScope, type HttpFault } from './http-faults.js';
export { InfluxAccount } from './influx-account.js';
export { type OutputLog } from './output-log.js';
export { startInflux, type RealInflux, type RealInfluxOptions } from './real-influx.js';
export { startKafka, type RealBroker, type RealKafka, type RealKafkaOptions } from './real-kafka.js';
export { describeReal, REAL_START_TIMEOUT_MS, realParts, type RealPart } from './real-parts.js';
export { type ServerProcess } from './server-process.js';
export { type Direction } from './link-faults.js';
export { sharedInflux, sharedKafka, uniqueName, type SharedKafka } from './shared-stack.js';
export { spawnService, type ServiceCommand, type ServiceExit, type SpawnedService } from './spawn-service.js';
export {
  startTcpFaultProxy,
  type TcpFaultProxy,
  type TcpProxyCounts,
} from './tcp-fault-proxy.js';
export { freePorts } from '../../../deploy/local/native.mjs';
