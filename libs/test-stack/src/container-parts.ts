import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { HOST, INFLUXDB_SETUP, probeHealth, probeKafka, waitUntilReady } from '../../../deploy/local/native.mjs';
import { freePorts } from './free-ports.js';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const ANSWER_TIMEOUT_MS = 10_000;
const READY_TIMEOUT_MS = 120_000;

/** A service of docker-compose.yml that tests may use. */
type ComposeService = 'kafka' | 'influxdb';

/** Whether a container engine with compose answers here, so that the official images can stand in for parts that are not built. */
export function containersAnswer(env: NodeJS.ProcessEnv = process.env): boolean {
  const questions = [
    ['info', '--format', '{{.ServerVersion}}'],
    ['compose', 'version'],
  ];
  return questions.every((args) => spawnSync('docker', args, { env, stdio: 'ignore', timeout: ANSWER_TIMEOUT_MS }).status === 0);
}

/** Starts the broker of docker-compose.yml on a free port of loopback; it ends with the processes of this run. */
export async function startKafkaContainer(): Promise<{ readonly brokers: string[] }> {
  const [port = 0] = await freePorts(1);
  await startService('kafka', composeVariables({ kafkaPort: port, influxPort: 0, token: 'unused' }));
  await untilReady('Kafka', () => probeKafka({ host: HOST, port, brokers: 1 }));
  return { brokers: [`${HOST}:${port}`] };
}

/** Starts the database of docker-compose.yml, set up, on a free port of loopback; it ends with the processes of this run. */
export async function startInfluxContainer(): Promise<{ readonly url: string; readonly token: string; readonly organization: string }> {
  const [port = 0] = await freePorts(1);
  const token = `test-${randomUUID()}`;
  const url = `http://${HOST}:${port}`;
  await startService('influxdb', composeVariables({ kafkaPort: 0, influxPort: port, token }));
  await untilReady('InfluxDB', () => probeHealth({ url }));
  return { url, token, organization: INFLUXDB_SETUP.organization };
}

/** What docker-compose.yml asks of its environment: every variable of it that has no default, and the ports of this run. */
export function composeVariables(options: { kafkaPort: number; influxPort: number; token: string }): Record<string, string> {
  return {
    LODESTREAM_KAFKA_PORT: String(options.kafkaPort),
    LODESTREAM_INFLUXDB_PORT: String(options.influxPort),
    LODESTREAM_INFLUXDB_TOKEN: options.token,
    LODESTREAM_INFLUXDB_PASSWORD: randomUUID(),
    LODESTREAM_GRAFANA_PASSWORD: randomUUID(),
  };
}

async function startService(service: ComposeService, variables: Record<string, string>): Promise<void> {
  // Loaded only here: most runs start no container, and the library brings a whole engine client with it.
  const { DockerComposeEnvironment } = await import('testcontainers');
  await new DockerComposeEnvironment(PROJECT, 'docker-compose.yml')
    .withProjectName(`lodestream-test-${randomUUID().slice(0, 8)}`)
    .withEnvironment(variables)
    .withStartupTimeout(READY_TIMEOUT_MS)
    .up([service]);
}

function untilReady(name: string, probe: () => Promise<string | null>): Promise<void> {
  return waitUntilReady(name, probe, { identities: [], logFile: 'docker compose logs', timeoutMs: READY_TIMEOUT_MS });
}
