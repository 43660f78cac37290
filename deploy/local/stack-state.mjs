import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './processes.mjs';
import { stateFolder } from './paths.mjs';
import { HOST, INFLUXDB_SETUP, PORTS } from './settings.mjs';

/** Where the stack keeps its files. Everything of it lies in one folder that only its owner may read. */
export function stackFiles(env = process.env) {
  const folder = stateFolder(env);
  return {
    folder,
    state: join(folder, 'stack.json'),
    lock: join(folder, 'stack.lock'),
    data: join(folder, 'data'),
    logs: join(folder, 'logs'),
    log: (part) => join(folder, 'logs', `${part}.log`),
    secret: (name) => join(folder, name),
    tokenFile: join(folder, 'influxdb-admin-token'),
  };
}

/** Makes the folder of the stack, closed to everybody but its owner: it holds data and tokens. */
export function makeFolder(files) {
  mkdirSync(files.folder, { recursive: true });
  chmodSync(files.folder, 0o700);
}

/** What is known of the stack: its engine, ports and, where it runs natively, its processes. Null if it is down. */
export function readState(files) {
  if (!existsSync(files.state)) return null;
  return JSON.parse(readFileSync(files.state, 'utf8'));
}

/** Writes the state down whole or not at all, with the addresses other programs look for. */
export function writeState(files, state) {
  makeFolder(files);
  const text = JSON.stringify({ ...state, addresses: addressesOf(files, state.ports) }, null, 2);
  writeFileSync(`${files.state}.new`, `${text}\n`, { mode: 0o600 });
  renameSync(`${files.state}.new`, files.state);
}

/** Forgets the state; data and secrets stay. */
export function clearState(files) {
  rmSync(files.state, { force: true });
}

/** The processes of a native stack that still run, by part. */
export function runningProcesses(state) {
  return Object.entries(state?.processes ?? {}).filter(([, identity]) => isRunning(identity));
}

/** How clients reach the stack. The token is named by its file, never by its value. */
export function addressesOf(files, ports = PORTS) {
  return {
    kafka: { brokers: [`${HOST}:${ports.kafka}`] },
    influxdb: {
      url: `http://${HOST}:${ports.influxdb}`,
      organization: INFLUXDB_SETUP.organization,
      token_file: files.tokenFile,
    },
    grafana: { url: `http://${HOST}:${ports.grafana}` },
  };
}

/** A secret of the stack, made at its first use, in a file that only its owner may read. */
export function secret(files, name) {
  const file = files.secret(name);
  makeFolder(files);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

/** The admin token of the stack's InfluxDB, or undefined if none was made yet. */
export function adminToken(files) {
  return existsSync(files.tokenFile) ? readFileSync(files.tokenFile, 'utf8').trim() : undefined;
}
