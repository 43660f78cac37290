import { probeInfluxdb } from '../probe/influxdb.probe.mjs';
import { probeKafka } from '../probe/kafka.probe.mjs';
import { StackProblem } from '../problem.mjs';
import { HOST } from '../settings.mjs';
import { adminToken, clearState, secret, writeState } from '../stack-state.mjs';
import { compose } from './engine.mjs';

const READY_TIMEOUT_MS = 180_000;

/** Starts the containers of docker-compose.yml; resolves once Kafka and InfluxDB really serve. */
export async function startDocker({ files, state, say }) {
  const env = composeEnvironment(files, state.ports);
  writeState(files, state);
  say('Starting the containers of docker-compose.yml.');
  await compose(['up', '--detach'], env);
  await waitFor('Kafka', () => probeKafka({ host: HOST, port: state.ports.kafka }));
  const url = `http://${HOST}:${state.ports.influxdb}`;
  await waitFor('InfluxDB', () => probeInfluxdb({ url, token: adminToken(files) }));
}

/** Stops and removes the containers of this project, and their volumes if asked. */
export async function stopDocker({ files, state, volumes }) {
  await compose(['down', ...(volumes ? ['--volumes'] : [])], composeEnvironment(files, state.ports));
  clearState(files);
}

/** The variables docker-compose.yml asks for. */
export function composeEnvironment(files, ports) {
  return {
    LODESTREAM_KAFKA_PORT: String(ports.kafka),
    LODESTREAM_INFLUXDB_PORT: String(ports.influxdb),
    LODESTREAM_GRAFANA_PORT: String(ports.grafana),
    LODESTREAM_INFLUXDB_TOKEN: secret(files, 'influxdb-admin-token'),
    LODESTREAM_INFLUXDB_PASSWORD: secret(files, 'influxdb-admin-password'),
    LODESTREAM_GRAFANA_PASSWORD: secret(files, 'grafana-admin-password'),
  };
}

async function waitFor(what, probe) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (let problem = await probe(); problem !== null; problem = await probe()) {
    if (Date.now() > deadline) {
      throw new StackProblem(`${what} is not ready after ${READY_TIMEOUT_MS / 1000} s: ${problem}.`, {
        fix: 'look at `npm run stack -- logs`.',
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
