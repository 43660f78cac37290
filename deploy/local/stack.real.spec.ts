import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeReal, freePorts, InfluxAccount, REAL_START_TIMEOUT_MS, temporaryFolder } from '@lodestream/test-stack';
import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning, signal, type ProcessIdentity } from './native.mjs';

const STACK = fileURLToPath(new URL('stack.mjs', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface State {
  readonly ports: Readonly<Record<'kafka' | 'kafkaController' | 'influxdb', number>>;
  readonly processes: Readonly<Record<'kafka' | 'influxdb', ProcessIdentity>>;
  readonly addresses: {
    readonly kafka: { brokers: string[] };
    readonly influxdb: { url: string; token_file: string };
  };
}

let home: string;
let ports: string[];

function stack(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, XDG_STATE_HOME: home };
  return new Promise((resolve) => {
    execFile(process.execPath, [STACK, ...args], { env, timeout: 170_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

const folder = (): string => join(home, 'lodestream', 'stack');
const state = (): State => JSON.parse(readFileSync(join(folder(), 'stack.json'), 'utf8')) as State;
const token = (): string => readFileSync(state().addresses.influxdb.token_file, 'utf8');

describeReal('npm run stack', ['kafka', 'influxdb'], () => {
  beforeAll(async () => {
    home = temporaryFolder('stack');
    const [kafka, controller, influxdb] = await freePorts(3);
    ports = [`--kafka-port=${kafka}`, `--kafka-controller-port=${controller}`, `--influxdb-port=${influxdb}`];
  });

  afterAll(async () => {
    await stack('down');
  }, REAL_START_TIMEOUT_MS);

  it('says that the stack is down before it is up', async () => {
    expect(await stack('status')).toMatchObject({
      code: 1,
      out: expect.stringContaining('The stack is down.'),
    });
    expect(await stack('env')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Fix: npm run stack -- up'),
    });
    expect(await stack('logs')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There are no logs yet'),
    });
    expect(await stack('down')).toMatchObject({ code: 0, out: expect.stringContaining('down already') });
  });

  it(
    'comes up, serves, and keeps its secrets to its owner',
    async () => {
      const { code, out } = await stack('up', '--engine=native', ...ports);
      expect({ code, out }).toMatchObject({
        code: 0,
        out: expect.stringMatching(/kafka +up .*\ninfluxdb +up /),
      });
      expect(out).not.toContain(token());
      expect(statSync(state().addresses.influxdb.token_file).mode & 0o777).toBe(0o600);
      expect(statSync(folder()).mode & 0o777).toBe(0o700);
      const account = await InfluxAccount.open(state().addresses.influxdb.url, token());
      await account.createBucket({ prefix: 'kept' });
    },
    REAL_START_TIMEOUT_MS,
  );

  it('prints variables that a shell can take', async () => {
    const { out } = await stack('env');
    expect(out).toContain(`export LODESTREAM_KAFKA_BROKERS='${state().addresses.kafka.brokers.join(',')}'\n`);
    expect(out).toContain(`export LODESTREAM_INFLUX_TOKEN='${token()}'\n`);
    expect((await stack('env', '--test')).out).toContain(`export LODESTREAM_TEST_INFLUX_URL='${state().addresses.influxdb.url}'\n`);
  });

  it('says so at a second up, and starts nothing', async () => {
    const before = state();
    expect(await stack('up')).toMatchObject({
      code: 0,
      out: expect.stringContaining('up already; nothing was started'),
    });
    expect(state()).toEqual(before);
    expect(await stack('up', '--influxdb-port=1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('The stack is up already'),
    });
  });

  it(
    'notices a part that was killed, and starts that part alone',
    async () => {
      const before = state();
      signal(before.processes.influxdb, 'SIGKILL');
      expect(await stack('status')).toMatchObject({
        code: 1,
        out: expect.stringMatching(/kafka +up .*\ninfluxdb +DOWN /),
      });
      expect((await stack('up')).code).toBe(0);
      expect(state().processes.kafka).toEqual(before.processes.kafka);
      expect(state().processes.influxdb).not.toEqual(before.processes.influxdb);
      expect((await stack('status', '--json')).code).toBe(0);
    },
    REAL_START_TIMEOUT_MS,
  );

  it('notices a token that InfluxDB refuses', async () => {
    const [file, good] = [state().addresses.influxdb.token_file, token()];
    writeFileSync(file, 'another');
    expect(await stack('status')).toMatchObject({
      code: 1,
      out: expect.stringContaining("refuses the stack's own token (HTTP 401)"),
    });
    writeFileSync(file, good);
    chmodSync(file, 0o600);
  });

  it(
    'ends what it started and nothing else, and keeps data for the next time',
    async () => {
      const { processes, addresses } = state();
      const kept = token();
      expect((await stack('down')).code).toBe(0);
      expect(Object.values(processes).map(isRunning)).toEqual([false, false]);
      expect((await stack('logs', 'kafka', '--lines=3')).out).toMatch(/kafka\.log\n(.+\n){3}/);
      expect((await stack('up', '--engine=native', ...ports)).code).toBe(0);
      const account = await InfluxAccount.open(addresses.influxdb.url, kept);
      const buckets = await account.rows<{ name: string }>('buckets() |> keep(columns: ["name"])');
      expect(buckets.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^kept-/));
    },
    REAL_START_TIMEOUT_MS,
  );

  it(
    'spares a process that has the number of one it started',
    async () => {
      const file = join(folder(), 'stack.json');
      const real = state();
      const stranger = { pid: process.pid, started: 'another boot/1' };
      writeFileSync(file, JSON.stringify({ ...real, processes: { kafka: stranger, influxdb: stranger } }));
      expect((await stack('down')).code).toBe(0);
      expect(Object.values(real.processes).map(isRunning)).toEqual([true, true]);
      writeFileSync(file, JSON.stringify(real));
      expect((await stack('down', '--volumes')).code).toBe(0);
      expect(Object.values(real.processes).map(isRunning)).toEqual([false, false]);
      expect(() => statSync(join(folder(), 'data'))).toThrow(/ENOENT/);
    },
    REAL_START_TIMEOUT_MS,
  );

  it(
    'names a port that another program has, and leaves nothing running',
    async () => {
      const server = createServer().listen(Number(ports[2]?.split('=')[1]), '127.0.0.1');
      const { code, err } = await stack('up', '--engine=native', ...ports);
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringMatching(/is taken by a program .*--influxdb-port N/s),
      });
      expect(await stack('status')).toMatchObject({ out: expect.stringContaining('The stack is down.') });
      await new Promise((resolve) => void server.close(resolve));
    },
    REAL_START_TIMEOUT_MS,
  );

  it('refuses what it does not know, with the remedy', async () => {
    expect(await stack('start')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no command "start"'),
    });
    expect(await stack('up', '--kafka-port=x')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--kafka-port must be a whole number'),
    });
    expect(await stack('up', '--port=1')).toMatchObject({
      code: 1,
      err: expect.stringContaining('lists the options'),
    });
  });
});
