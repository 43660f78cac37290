import { probeInfluxdb } from '../probe/influxdb.probe.mjs';
import { probeKafka } from '../probe/kafka.probe.mjs';
import { exchange } from '../probe/http.mjs';
import { HOST } from '../settings.mjs';
import { addressesOf, adminToken, readState, stackFiles } from '../stack-state.mjs';

/** Prints what runs where and whether it serves; ends with 1 unless all of it does. */
export async function status({ options, say }) {
  const files = stackFiles();
  const report = await checkStack(files, readState(files));
  say(options.json ? JSON.stringify(report, null, 2) : describeStack(report));
  return report.healthy ? 0 : 1;
}

/** Asks every part whether it serves: Kafka by joining a group, InfluxDB by its health, its setup and its token. */
export async function checkStack(files, state) {
  if (state === null) return { engine: null, healthy: false, parts: [], token_file: files.tokenFile, logs: files.logs };
  const { ports, processes, engine } = state;
  const { kafka, influxdb, grafana } = addressesOf(files, ports);
  const checks = [
    {
      part: 'kafka',
      address: kafka.brokers.join(','),
      problem: probeKafka({ host: HOST, port: ports.kafka }),
    },
    {
      part: 'influxdb',
      address: influxdb.url,
      problem: probeInfluxdb({ url: influxdb.url, token: adminToken(files) }),
    },
    ...(engine === 'docker' ? [{ part: 'grafana', address: grafana.url, problem: probeGrafana(grafana.url) }] : []),
  ];
  const parts = await Promise.all(
    checks.map(async ({ part, address, problem }) => ({
      part,
      address,
      problem: await problem,
      pid: processes?.[part]?.pid ?? null,
    })),
  );
  return {
    engine,
    healthy: parts.every(({ problem }) => problem === null),
    parts,
    token_file: files.tokenFile,
    logs: files.logs,
  };
}

/** The report as text for a person. */
export function describeStack({ engine, parts, token_file, logs }) {
  if (engine === null) return 'The stack is down. Bring it up with: npm run stack -- up';
  const lines = parts.map(({ part, address, problem, pid }) => {
    const process = pid === null ? '' : `  process ${pid}`;
    return `${part.padEnd(10)}${problem === null ? 'up  ' : 'DOWN'}  ${address}${process}${problem === null ? '' : `  ${problem}`}`;
  });
  const files = [`admin token in ${token_file}`, engine === 'native' ? `logs in ${logs}` : 'logs: npm run stack -- logs'];
  return [`engine    ${engine}`, ...lines, ...files, 'variables for a shell: npm run --silent stack -- env'].join('\n');
}

async function probeGrafana(url) {
  try {
    const { status: code } = await exchange(`${url}/api/health`, { timeoutMs: 3_000 });
    return code === 200 ? null : `/api/health answers ${code}`;
  } catch (error) {
    return error.message || error.code;
  }
}
