import { startHttpFaultProxy, startInflux, startKafka, spawnService, uniqueName } from '@lodestream/test-stack';
import type { HttpFaultProxy, RealInflux, RealKafka, RealKafkaOptions, SpawnedService, TcpFaultProxy } from '@lodestream/test-stack';
import { KafkaEventBus } from '@lodestream/streaming';
import { fileURLToPath } from 'node:url';
import { openFarm, type FarmOptions, type TestFarm } from './farm.js';

const partsProgram = fileURLToPath(new URL('./parts-process.mjs', import.meta.url));

/** A service that can run in a process of its own. */
export type PartName = 'dashboard' | 'telemetry-writer' | 'miner-ingestion';

/** A real Kafka and a real InfluxDB of one test file, each with a proxy before it that misbehaves on command. */
export interface Cluster {
  readonly kafka: RealKafka;
  readonly broker: TcpFaultProxy;
  readonly influx: RealInflux;
  readonly store: HttpFaultProxy;
  /** What the services have to show the brokers, where anything. */
  readonly login: RealKafkaOptions['login'];
  /** For the tests' own look at the topics. */
  readonly bus: KafkaEventBus;
  stop(): Promise<void>;
}

/** Starts both, and a bus to look at the topics with; with a login, the services come by the brokers' ports that ask for it, past the proxy. */
export async function startCluster(options: Pick<RealKafkaOptions, 'login'> = {}): Promise<Cluster> {
  const [kafka, influx] = await Promise.all([startKafka({ faultProxy: true, ...options }), startInflux()]);
  const store = await startHttpFaultProxy({ target: influx.url });
  const bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'auditor' });
  await bus.start();
  const stop = async (): Promise<void> => {
    await bus.stop();
    await Promise.all([store.stop(), kafka.stop(), influx.stop()]);
  };
  return { kafka, broker: kafka.nodes[0]!.proxy!, influx, store, login: options.login, bus, stop };
}

/** A farm whose readings go through a cluster, under names nobody else uses. */
export interface ClusterFarm extends TestFarm {
  readonly cluster: Cluster;
  readonly topicPrefix: string;
  readonly bucketPrefix: string;
  /** Starts the whole application on the cluster. */
  startAll(): Promise<SpawnedService>;
  /** Starts some of its services in a process of their own. */
  startParts(...parts: PartName[]): Promise<SpawnedService>;
}

/** Opens a farm in which nothing goes wrong by itself, and prepares its buckets. */
export async function openClusterFarm(
  cluster: Cluster,
  farm: Pick<FarmOptions, 'miners' | 'intervalSeconds' | 'logLevel' | 'yaml' | 'outboxBytes' | 'environment'>,
): Promise<ClusterFarm> {
  const name = uniqueName('farm');
  const [topicPrefix, bucketPrefix] = [`${name}.`, `${name}_`];
  const { kafka, login } = cluster;
  const { token, organization } = cluster.influx.account;
  const environment = { ...farm.environment, LODESTREAM_INFLUX_TOKEN: token, ...(login && { KAFKA_PASSWORD: login.password }) };
  const reach = login
    ? `brokers: ${JSON.stringify(kafka.loginBrokers)}, sasl: {mechanism: plain, username: ${login.username}, password: "\${KAFKA_PASSWORD}"}`
    : `brokers: ${JSON.stringify(kafka.brokers)}`;
  const yaml = `
stream: {topic_prefix: ${topicPrefix}, instance: only, drain_seconds: 30}
kafka: {${reach}}
influxdb: {url: "${cluster.store.url}", org: ${organization}, bucket_prefix: ${bucketPrefix}}
${farm.yaml ?? ''}`;
  const opened = await openFarm({ ...farm, faultless: true, environment, yaml });
  const applied = await opened.run('store', 'apply', '--config', opened.configDirectory);
  if ((await applied.exited).code !== 0) throw new Error(`The buckets could not be made: ${applied.output.tail()}`);
  const startParts = async (...parts: PartName[]): Promise<SpawnedService> => {
    const process = await spawnService({
      args: [partsProgram, '--config', opened.configDirectory, '--services', parts.join(',')],
      env: environment,
    });
    await process.waitForLine('The parts are running', 60_000);
    return process;
  };
  return { ...opened, cluster, topicPrefix, bucketPrefix, startAll: () => opened.start('--profile', 'cluster'), startParts };
}
