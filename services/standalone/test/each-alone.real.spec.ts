import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serviceNames } from '@lodestream/standalone';
import { describeReal, eventually, REAL_START_TIMEOUT_MS, startSchemaRegistryDouble } from '@lodestream/test-stack';
import type { SchemaRegistryDouble, SpawnedService } from '@lodestream/test-stack';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messagesOf } from './books.js';
import { Canaries, startEchoing, vnishAnswers, type EchoingServer } from './canaries.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';
import { listenTo } from './told.js';

const storyMs = 180_000;
const managementUrl = ({ output }: SpawnedService): string => /(http:\S+)\/health\/ready/.exec(output.lines().join('\n'))![1]!;

const secrets = {
  MINER_PASSWORD: 'canary-miner/4c1e:7',
  KAFKA_PASSWORD: 'canary-kafka-b20d95',
  REGISTRY_PASSWORD: 'canary-registry-66ef',
  MARKET_KEY: 'canary-market-0a9d31',
  POOL_KEY: 'canary-pool-e817c4',
  DASHBOARD_TOKEN: 'canary-dashboard-5f3a20',
} as const;
const headers = { authorization: `Bearer ${secrets.DASHBOARD_TOKEN}` };

describeReal('every service in a process of its own, each with its logins', ['kafka', 'influxdb'], () => {
  let [cluster, farm, registry, canaries] = [] as unknown as [Cluster, ClusterFarm, SchemaRegistryDouble, Canaries];
  let [miner, provider] = [] as unknown as [EchoingServer, EchoingServer];
  const processes = new Map<string, SpawnedService>();
  beforeAll(async () => {
    const login = { username: 'farm', password: secrets.KAFKA_PASSWORD };
    cluster = await startCluster({ login });
    canaries = new Canaries([...Object.values(secrets), 'canary-session-3c4d5e', cluster.influx.account.token]);
    registry = await startSchemaRegistryDouble({ login: { username: 'farm', password: secrets.REGISTRY_PASSWORD } });
    [miner, provider] = await Promise.all([
      startEchoing(secrets.MINER_PASSWORD, vnishAnswers('canary-session-3c4d5e')),
      startEchoing(secrets.MARKET_KEY),
    ]);
    farm = await openClusterFarm(cluster, { miners: 20, intervalSeconds: 5, logLevel: 'DEBUG', environment: secrets, yaml: moreYaml() });
    await addToFarm();
  }, REAL_START_TIMEOUT_MS + 60_000);
  afterAll(async () => {
    await Promise.all([...processes.values()].map((process) => process.kill()));
    await farm?.simulator.kill();
    for (const stranger of [miner, provider]) stranger?.stop();
    await registry?.stop();
    await cluster?.stop();
  }, 60_000);

  it(
    'is started by its name alone, becomes ready, and together they do what one process does',
    async () => {
      await Promise.all(serviceNames.map(async (name) => void processes.set(name, await farm.serve(name, 'alone'))));
      for (const process of processes.values())
        await eventually(async () => expect((await fetch(`${managementUrl(process)}/health/ready`)).status).toBe(200), {
          timeoutMs: 60_000,
          everyMs: 500,
        });
      await eventually(async () => expect(await stored()).toBeGreaterThan(100), { timeoutMs: 60_000, everyMs: 500 });
      const { miners } = JSON.parse(await page('/api/v1/miners')) as { miners: { miner_id: string; state: string }[] };
      expect(miners.filter(({ miner_id, state }) => miner_id !== 'echo' && state === 'hashing')).toHaveLength(20);
    },
    storyMs,
  );

  it(
    'tells no credential on the page, the interface, the live channel, the management page or the command line',
    async () => {
      for (const path of [
        '',
        'api/openapi.json',
        ...['fleet', 'miners', 'miners/echo', 'market', 'system', 'session'].map((one) => `api/v1/${one}`),
      ])
        await noneIn(path, page(`/${path}`));
      const asked = await page('/api/v1/miners/echo/commands', { action: 'poll_now', reason: 'a test' });
      await noneIn('a command', asked);
      await noneIn('the live channel', listenTo(farm.dashboardUrl, headers, ['fleet', 'miners', 'system', 'market', 'miner:echo']));
      for (const [name, process] of processes)
        for (const path of ['metrics', 'health/ready']) await noneIn(`${name} ${path}`, bodyOf(fetch(`${managementUrl(process)}/${path}`)));
      await noneIn('diagnose echo', diagnose('miner-ingestion', 'echo'));
      await noneIn('diagnose coingecko', diagnose('market-polling', 'coingecko'));
      const second = ['serve', 'dashboard', '--config', farm.settingsDirectory, '--instance', 'second', '--management-port', '0'];
      await noneIn('a start at a port that is taken', told(await farm.run(...second)));
      const sent = [secrets.MINER_PASSWORD, secrets.MARKET_KEY].map((one) => expect.stringContaining(one));
      expect([miner.heard(), provider.heard()]).toEqual(sent);
    },
    storyMs,
  );

  it(
    'ends in order when it is told to',
    async () => {
      const exits = [...processes].map(async ([name, process]) => [name, (await process.terminate(40_000)).code] as const);
      expect(Object.fromEntries(await Promise.all(exits))).toEqual(Object.fromEntries(serviceNames.map((name) => [name, 0])));
    },
    storyMs,
  );

  it(
    'has told no credential to a log, a topic, the registry or the database',
    async () => {
      for (const [name, process] of processes) {
        expect(process.output.tail(1_000_000)).toContain('"level":"debug"');
        await noneIn(`the log of ${name}`, process.output.tail(1_000_000));
      }
      const topics = (await cluster.bus.admin.listTopics()).filter(({ topic }) => topic.startsWith(farm.topicPrefix));
      for (const { topic } of topics)
        for (const { key, value, headers: more } of await messagesOf(cluster.bus, topic))
          await noneIn(topic, `${String(key)} ${value?.toString('latin1')} ${JSON.stringify(more)}`);
      expect(topics.length).toBeGreaterThan(10);
      await noneIn('the registry', JSON.stringify(registry));
      const rows = await cluster.influx.account.rows(`from(bucket: "${farm.bucketPrefix}telemetry") |> range(start: -1h)`);
      expect(rows.length).toBeGreaterThan(1_000);
      await noneIn('the database', JSON.stringify(rows));
    },
    storyMs,
  );

  const moreYaml = (): string => `
schema_registry: {url: "${registry.url}", write: avro, login: {username: farm, password: "\${REGISTRY_PASSWORD}"}}
prohashing: {api_key: "\${POOL_KEY}"}
market_data:
  coingecko: {base_url: "http://127.0.0.1:${provider.port}/cg", api_key: "\${MARKET_KEY}", tier: demo, coins: [bitcoin]}
  coinmarketcap: {base_url: "http://127.0.0.1:${provider.port}/cmc", api_key: "\${MARKET_KEY}"}
  networks: {mempool_url: "http://127.0.0.1:${provider.port}/m", litecoinspace_url: "http://127.0.0.1:${provider.port}/l", minerstat_url: "http://127.0.0.1:${provider.port}/s"}
`;

  /** A miner that tells aloud what it should not, and a page that asks for a token. */
  async function addToFarm(): Promise<void> {
    const line = `{id: echo, ip: 127.0.0.1, port: ${miner.port}, username: admin, password: "\${MINER_PASSWORD}", polling_interval_seconds: 5}`;
    await appendFile(join(farm.configDirectory, 'miners.yaml'), `  - ${line}\n`);
    for (const directory of [farm.configDirectory, farm.settingsDirectory]) {
      const file = join(directory, 'farm.yaml');
      const tokens = 'access_tokens: [{name: anna, role: operator, token: "${DASHBOARD_TOKEN}"}]';
      await writeFile(file, (await readFile(file, 'utf8')).replace('dashboard: {', `dashboard: {${tokens}, `));
    }
  }

  const bodyOf = async (answer: Promise<Response>): Promise<string> => (await answer).text();
  const page = (path: string, body?: object): Promise<string> => {
    const posted = body && { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return bodyOf(fetch(`${farm.dashboardUrl}${path}`, posted ?? { headers }));
  };
  async function diagnose(service: string, name: string): Promise<string> {
    const port = new URL(managementUrl(processes.get(service)!)).port;
    const text = await told(await farm.run('diagnose', name, '--config', farm.settingsDirectory, '--management-port', port));
    expect(text).toContain('(hidden)');
    return text;
  }
  async function told(process: SpawnedService): Promise<string> {
    await process.exited;
    return process.output.tail(1_000_000);
  }
  async function noneIn(where: string, told: string | Promise<string>): Promise<void> {
    const text = await told;
    expect([where, text.length > 0, canaries.foundIn(text)]).toEqual([where, true, []]);
  }

  /** Readings in the database. */
  async function stored(): Promise<number> {
    const flux = `from(bucket: "${farm.bucketPrefix}telemetry") |> range(start: -1h) |> filter(fn: (r) => r._field == "observed_at") |> group() |> count()`;
    const [row] = await cluster.influx.account.rows<{ _value: number }>(flux);
    return row?._value ?? 0;
  }
});
