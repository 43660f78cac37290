import { dockerAnswers } from '../docker/engine.mjs';
import { startDocker } from '../docker/docker-stack.mjs';
import { withLock } from '../lock.mjs';
import { startNative } from '../native/native-stack.mjs';
import { freePorts } from '../native/ports.mjs';
import { StackProblem } from '../problem.mjs';
import { PORTS } from '../settings.mjs';
import { makeFolder, readState, runningProcesses, stackFiles } from '../stack-state.mjs';
import { checkStack, describeStack } from './status.mjs';

const WAIT_FOR_ANOTHER_RUN_MS = 60 * 60_000;

/** Brings the stack up, or says that it is up already. */
export async function up({ options, say }) {
  const files = stackFiles();
  makeFolder(files);
  const onWait = (holder) => say(`Waiting for process ${holder?.pid ?? '?'}, which is changing the stack.`);
  await withLock(files.lock, () => bringUp({ files, options, say }), {
    waitMs: WAIT_FOR_ANOTHER_RUN_MS,
    onWait,
  });
  return 0;
}

async function bringUp({ files, options, say }) {
  const known = readState(files);
  if (known !== null && (await isWholeAndSame(files, known, options))) {
    say('The stack is up already; nothing was started.');
    return say(describeStack(await checkStack(files, known)));
  }
  const state = isAlive(known) ? known : await freshState(options);
  await (state.engine === 'docker' ? startDocker : startNative)({ files, state, say });
  say(describeStack(await checkStack(files, readState(files))));
}

async function isWholeAndSame(files, known, options) {
  const { healthy, parts } = await checkStack(files, known);
  if (!healthy && !(known.engine === 'native' && runningProcesses(known).length > 0)) return false;
  refuseOtherPorts(known, options);
  return healthy && parts.length > 0;
}

// A running stack does not move: whoever asked for other ports must not believe to have got them.
function refuseOtherPorts(known, options) {
  const moved = Object.entries(givenPorts(options)).find(([name, port]) => known.ports[name] !== port);
  if (moved === undefined) return;
  throw new StackProblem(`The stack is up already, with ${moved[0]} on port ${known.ports[moved[0]]} and not ${moved[1]}.`, {
    fix: 'use it as it is (`npm run stack -- status`), or end it first with `npm run stack -- down`.',
  });
}

function isAlive(known) {
  return known !== null && (known.engine === 'docker' || runningProcesses(known).length > 0);
}

async function freshState(options) {
  const engine = options.engine ?? ((await dockerAnswers()) ? 'docker' : 'native');
  return {
    engine,
    ports: { ...PORTS, ...(await anyPorts(options)), ...givenPorts(options) },
    processes: {},
    started_at: new Date().toISOString(),
  };
}

async function anyPorts(options) {
  if (!options['free-ports']) return {};
  const [kafka, kafkaController, influxdb, grafana] = await freePorts(4);
  return { kafka, kafkaController, influxdb, grafana };
}

function givenPorts(options) {
  const given = {
    kafka: options['kafka-port'],
    kafkaController: options['kafka-controller-port'],
    influxdb: options['influxdb-port'],
    grafana: options['grafana-port'],
  };
  return Object.fromEntries(Object.entries(given).filter(([, port]) => port !== undefined));
}
