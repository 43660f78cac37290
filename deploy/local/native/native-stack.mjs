import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePart } from '../build-part.mjs';
import { PARTS } from '../parts/parts.mjs';
import { probeHealth } from '../probe/influxdb.probe.mjs';
import { probeKafka } from '../probe/kafka.probe.mjs';
import { endProcess, isRunning } from '../processes.mjs';
import { StackProblem } from '../problem.mjs';
import { HOST } from '../settings.mjs';
import { requireTools } from '../tools.mjs';
import { clearState, runningProcesses, secret, writeState } from '../stack-state.mjs';
import { setUpInfluxdb } from '../setup-influxdb.mjs';
import { brokerPlan, launchBroker, prepareBrokers } from './broker.mjs';
import { launchInfluxd } from './influxd.mjs';
import { isFree } from './ports.mjs';
import { waitUntilReady } from './wait-until.mjs';

const READY_TIMEOUT_MS = 120_000;

/** Starts whatever of the stack does not run yet, as processes of this machine; resolves once all of it serves. */
export async function startNative({ files, state, say }) {
  const folders = await buildParts(say);
  requireTools('Running Kafka without Docker', ['java']);
  const before = new Set(runningProcesses(state).map(([part]) => part));
  try {
    await startPart('kafka', { files, state, say, launch: () => launchKafka(files, state, folders.kafka) });
    await startPart('influxdb', {
      files,
      state,
      say,
      launch: () => launchDatabase(files, state, folders.influxdb),
    });
    await waitForAll(files, state);
  } catch (error) {
    await endParts(
      state,
      (part) => !before.has(part),
      () => undefined,
    );
    if (before.size === 0) clearState(files);
    throw error;
  }
}

/** Ends the processes this stack started, and no other; then forgets or keeps their data. */
export async function stopNative({ files, state, say, volumes }) {
  await endParts(state, () => true, say);
  clearState(files);
  if (volumes) rmSync(files.data, { recursive: true, force: true });
}

async function buildParts(say) {
  const names = Object.keys(PARTS);
  const folders = await Promise.all(names.map((name) => ensurePart(PARTS[name], { say })));
  return Object.fromEntries(names.map((name, index) => [name, folders[index]]));
}

async function startPart(part, { files, state, say, launch }) {
  if (isRunning(state.processes[part])) return;
  await requireFreePorts(part, state.ports);
  say(`Starting ${PARTS[part].title}; log: ${files.log(part)}`);
  state.processes[part] = await launch();
  // Written at once: whatever happens next, `down` knows what to end.
  writeState(files, state);
}

async function launchKafka(files, { ports }, folder) {
  const plan = brokerPlan({
    folder: join(files.data, 'kafka'),
    ports: [{ port: ports.kafka, controllerPort: ports.kafkaController }],
  });
  const libs = join(folder, 'libs');
  await prepareBrokers(plan, { libs });
  return launchBroker(plan.nodes[0], { libs, logFile: files.log('kafka') });
}

function launchDatabase(files, { ports }, part) {
  const folder = join(files.data, 'influxdb');
  mkdirSync(folder, { recursive: true });
  return launchInfluxd({ folder, port: ports.influxdb }, { part, logFile: files.log('influxdb') });
}

async function waitForAll(files, { ports, processes }) {
  const url = `http://${HOST}:${ports.influxdb}`;
  const wait = (part, probe) =>
    waitUntilReady(PARTS[part].title, probe, {
      identities: [processes[part]],
      logFile: files.log(part),
      timeoutMs: READY_TIMEOUT_MS,
    });
  await wait('influxdb', () => probeHealth({ url }));
  await setUpInfluxdb({
    url,
    token: secret(files, 'influxdb-admin-token'),
    password: secret(files, 'influxdb-admin-password'),
  });
  await wait('kafka', () => probeKafka({ host: HOST, port: ports.kafka }));
}

async function requireFreePorts(part, ports) {
  const needed =
    part === 'kafka' ? { 'kafka-port': ports.kafka, 'kafka-controller-port': ports.kafkaController } : { 'influxdb-port': ports.influxdb };
  for (const [option, port] of Object.entries(needed)) {
    if (await isFree(port)) continue;
    throw new StackProblem(`${HOST}:${port} is taken by a program that this stack did not start.`, {
      fix: `end that program, or choose another port with --${option} N, or any free ones with --free-ports.`,
    });
  }
}

async function endParts(state, chosen, say) {
  const parts = runningProcesses(state).filter(([part]) => chosen(part));
  await Promise.all(
    parts.map(async ([part, identity]) => {
      const outcome = await endProcess(identity, { graceMs: 30_000 });
      delete state.processes[part];
      say(`${PARTS[part].title} (process ${identity.pid}) ${outcome}.`);
    }),
  );
}
