import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { SecretsFile } from '@lodestream/service-kit';
import { eventually, freePorts, spawnService, temporaryFolder, type SpawnedService } from '@lodestream/test-stack';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedEventBus } from '@lodestream/streaming';
import { Canaries, startEchoing, vnishAnswers, type EchoingServer } from './canaries.js';
import { embeddedBusDirectory } from '../src/parts/create-bus.js';
import { listenTo } from './told.js';

jest.setTimeout(180_000);
const command = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

/** Every way a credential gets in: the encrypted file, plain YAML, the environment, and what a device hands out. */
const canaries = {
  minerFromFile: 'canary-file-5b1c9d',
  minerPlain: 'canary-plain-8e2f07',
  dashboardToken: 'canary-token-0123456789-77aa',
  sessionOfDevice: 'canary-session-3c4d5e',
} as const;
let [devices, lodestream] = [[], undefined] as unknown as [EchoingServer[], SpawnedService];
let [folder, dashboardPort, managementPort] = ['', 0, 0];
/** Everything that came out, by where. */
const outputs = new Map<string, string>();

const known = new Canaries(Object.values(canaries));
const found = (text: string): readonly string[] => known.foundIn(text);
const bearer = { authorization: `Bearer ${canaries.dashboardToken}` };

async function run(...args: string[]): Promise<string> {
  const process = await spawnService({ args: [command, ...args], env: { LODESTREAM_SECRETS_KEY: join(folder, 'key.txt') } });
  await process.exited;
  const text = process.output.tail(1_000_000);
  outputs.set(`lodestream ${args[0]} ${args[1] ?? ''}`, text);
  return text;
}

async function take(path: string, init: RequestInit = {}, port = dashboardPort): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: bearer, ...init });
  const text = `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
  outputs.set(`${init.method ?? 'GET'} ${path}`, `${outputs.get(`${init.method ?? 'GET'} ${path}`) ?? ''}${text}`);
  return text;
}

/** Every message of every topic the process left behind, as text. */
async function everythingOnTheBus(): Promise<string[]> {
  const bus = new EmbeddedEventBus({ directory: embeddedBusDirectory(join(folder, 'data')), clock: systemClock });
  await bus.start();
  const texts: string[] = [];
  for (const { topic } of await bus.admin.listTopics())
    for (const { partition, logStart } of await bus.admin.offsetsOf(topic))
      for (const { key, value, headers } of (await bus.read({ topic, partition, offset: logStart }, 10_000)).messages)
        texts.push(`${topic} ${String(key)} ${String(value)} ${JSON.stringify(headers)}`);
  await bus.stop();
  return texts;
}

/** What the live channel says, though it was told a credential. */
const listen = (): Promise<string> =>
  listenTo(
    `http://127.0.0.1:${dashboardPort}`,
    bearer,
    ['fleet', 'miners', 'system', 'miner:m1', 'miner:m2', 'miner:m3'],
    [canaries.dashboardToken],
  );

async function configure([first, second]: readonly number[]): Promise<void> {
  await mkdir(join(folder, 'config'));
  const secrets = new SecretsFile(join(folder, 'config', 'secrets.age'), join(folder, 'key.txt'));
  await secrets.generateKey();
  await secrets.set('MINER_PASSWORD', canaries.minerFromFile);
  await secrets.set('DASHBOARD_TOKEN', canaries.dashboardToken);
  const miner = (id: string, port: number | undefined, password: string): string =>
    `  - { id: ${id}, ip: 127.0.0.1, port: ${port}, username: admin, password: "${password}", polling_interval_seconds: 5 }`;
  const lines = [
    `general: { environment: test, log_level: DEBUG, data_directory: ${JSON.stringify(join(folder, 'data'))} }`,
    `dashboard: { port: ${dashboardPort}, access_tokens: [{ name: anna, role: operator, token: "\${DASHBOARD_TOKEN}" }] }`,
    `management: { port: ${managementPort} }`,
    'miner_ingestion: { allowed_networks: [127.0.0.0/8], first_poll_within_seconds: 1 }',
    'miners:',
    miner('m1', first, '${MINER_PASSWORD}'),
    miner('m2', second, canaries.minerPlain),
    '  - { id: m3, ip: 127.0.0.1, port: 9, username: admin, password: "${MINER_PASSWORD}", polling_interval_seconds: 5 }',
  ];
  await writeFile(join(folder, 'config', 'farm.yaml'), `${lines.join('\n')}\n`);
}

beforeAll(async () => {
  [dashboardPort, managementPort] = (await freePorts(2)) as [number, number];
  folder = temporaryFolder('lodestream-canaries-');
  devices = await Promise.all(
    [canaries.minerFromFile, canaries.minerPlain].map((password) => startEchoing(password, vnishAnswers(canaries.sessionOfDevice))),
  );
  await configure(devices.map(({ port }) => port));
  lodestream = await spawnService({
    args: ['--enable-source-maps', command, 'start', '--config', join(folder, 'config')],
    env: { LODESTREAM_SECRETS_KEY: join(folder, 'key.txt') },
  });
  await lodestream.waitForLine(/Lodestream is running/, 90_000);
  await eventually(async () => expect(await take('/api/v1/miners/m1')).toContain('199.87'), { timeoutMs: 60_000 });
}, 170_000);
afterAll(async () => {
  await lodestream?.kill();
  for (const device of devices) device.stop();
});

describe('a credential', () => {
  it('is in nothing that the interface, the live channel and the management page tell', async () => {
    for (const path of [
      'fleet',
      'miners',
      'miners/m1',
      'miners/m2',
      'miners/m3',
      'miners/m1/series?metrics=hashrate',
      'system',
      'session',
      'commands/none',
    ])
      await take(`/api/v1/${path}`);
    await take('/api/openapi.json');
    await take('/api/v1/fleet', { headers: { authorization: `Bearer ${canaries.dashboardToken}x` } });
    const json = { 'content-type': 'application/json' };
    await take('/api/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ token: canaries.dashboardToken }) });
    await take('/api/v1/session', { method: 'POST', headers: json, body: `{"token": ${canaries.dashboardToken}` });
    await take('/api/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ token: [canaries.dashboardToken] }) });
    for (const miner of ['m1', 'm3'])
      await take(`/api/v1/miners/${miner}/commands`, {
        method: 'POST',
        headers: { ...bearer, ...json },
        body: JSON.stringify({ action: 'poll_now', reason: 'a test' }),
      });
    for (const path of ['/metrics', '/health/ready', '/health/live']) await take(path, {}, managementPort);
    outputs.set('the live channel', await listen());
    expect(outputs.size).toBeGreaterThan(14);
    for (const [where, text] of outputs) expect([where, found(text)]).toEqual([where, []]);
  });

  it('is in nothing that diagnose prints, though the device says it aloud', async () => {
    const place = ['--config', join(folder, 'config')];
    const text = await run('diagnose', 'm1', ...place);
    expect(text).toMatch(/GET \/api\/v1\/summary {2}200/);
    expect(text).toContain('(hidden)');
    expect(found(text)).toEqual([]);
    expect(found(await run('diagnose', 'm2', ...place, '--json'))).toEqual([]);
    expect(found(await run('diagnose', 'm3', ...place))).toEqual([]);
  });

  it('is in nothing that other commands print, a wrong configuration included', async () => {
    const config = join(folder, 'config');
    for (const args of [
      ['dead-letters', 'list', '--json', '--config', config],
      ['topics', 'list', '--config', config],
      ['check-config', config],
      ['secrets', 'list', '--config', config],
      ['secrets', 'verify', '--config', config],
    ])
      expect([args, found(await run(...args))]).toEqual([args, []]);
    const wrong = join(folder, 'wrong');
    await mkdir(wrong);
    const text = (await readFile(join(config, 'farm.yaml'), 'utf8'))
      .replace('role: operator', 'role: king')
      .replaceAll('port: 9,', `port: "${canaries.minerPlain}",`);
    await writeFile(join(wrong, 'farm.yaml'), `${text}\nstranger: { password: ${canaries.minerPlain} }\n`);
    const told = await run('check-config', wrong);
    expect(told).toMatch(/problems/);
    // What stands where a port should is no credential by its name; that it is one, nobody can know.
    expect(found(told.replace(/port: .*\n.*\n/g, ''))).toEqual([]);
  });

  it('is in no log line, not even at DEBUG, and in no topic, no dead letter and no file of ours', async () => {
    await lodestream.terminate(30_000);
    expect(lodestream.output.tail(1_000_000)).toMatch(/"level"/);
    expect(found(lodestream.output.tail(1_000_000))).toEqual([]);
    const seen = await everythingOnTheBus();
    for (const topic of ['miner.telemetry', 'audit.events', 'commands', 'command.results', 'service.status', 'fleet.miners'])
      expect([topic, seen.some((text) => text.startsWith(`mining.${topic} `))]).toEqual([topic, true]);
    expect(seen.filter((text) => found(text).length > 0)).toEqual([]);
    for (const name of await readdir(join(folder, 'data'), { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      expect([name.name, found((await readFile(join(name.parentPath, name.name))).toString('latin1'))]).toEqual([name.name, []]);
    }
  });
});
