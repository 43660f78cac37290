import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { isFrame, topics } from '@lodestream/records';
import { createSimulator, type Simulator } from '@lodestream/simulator';
import { ConfluentRegistry, EmbeddedEventBus, FramingEventBus } from '@lodestream/streaming';
import { eventually, freePorts, startSchemaRegistryDouble, temporaryFolder, type SchemaRegistryDouble } from '@lodestream/test-stack';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStandalone, type Standalone } from '../src/standalone.js';
import { messagesOf, readingOf } from './books.js';

const miners = 6;

interface Fleet {
  readonly miners: Readonly<Record<string, number>>;
}

describe('the whole application, its records in Avro binary', () => {
  const folder = temporaryFolder('avro-application-');
  const dataDirectory = join(folder, 'data');
  let registry: SchemaRegistryDouble;
  let simulator: Simulator;
  let application: Standalone;
  let page: string;
  let config: string;
  const open = () =>
    createStandalone({ config, environment: { REGISTRY_PASSWORD: 'open sesame' }, profile: 'embedded', miners: 0, seed: 1 });

  const configure = (dashboard: number, management: number): string => {
    const directory = join(folder, 'config');
    mkdirSync(directory);
    const listed = simulator.fleet().map(({ id, ip, port }) => `  - {id: ${id}, ip: ${ip}, port: ${port}, password: admin}`);
    const lines = [
      `general: {environment: test, log_level: ERROR, data_directory: ${JSON.stringify(dataDirectory)}}`,
      `dashboard: {port: ${dashboard}}`,
      `management: {port: ${management}}`,
      `schema_registry: {url: "${registry.url}", write: avro, login: {username: farm, password: "\${REGISTRY_PASSWORD}"}, timeout_seconds: 1}`,
      'miner_ingestion: {allowed_networks: [127.0.0.0/8], polling_interval_seconds: 5, first_poll_within_seconds: 1}',
      'miners:',
      ...listed,
      '',
    ];
    writeFileSync(join(directory, 'farm.yaml'), lines.join('\n'));
    return directory;
  };
  const fleet = async (): Promise<Fleet> => (await fetch(`${page}/api/v1/fleet`)).json() as Promise<Fleet>;

  /** When each miner on the page was last read. */
  const updated = async (): Promise<readonly number[]> => {
    const answer = await fetch(`${page}/api/v1/miners`);
    const { miners: rows } = (await answer.json()) as { miners: readonly { observed_at: number }[] };
    expect(rows).toHaveLength(miners);
    return rows.map(({ observed_at }) => observed_at);
  };

  beforeAll(async () => {
    registry = await startSchemaRegistryDouble({ login: { username: 'farm', password: 'open sesame' } });
    const size = { seed: 1, miners, minerPort: 0, controlPort: 0, faults: [], randomFaultsPerMinerDay: 0 };
    simulator = createSimulator({ ...size, clock: systemClock });
    await simulator.start();
    const [dashboard, management] = (await freePorts(2)) as [number, number];
    page = `http://127.0.0.1:${dashboard}`;
    config = configure(dashboard, management);
    application = await open();
    await application.start();
  }, 90_000);
  afterAll(async () => {
    await application?.stop();
    await simulator?.stop();
    await registry?.stop();
  }, 60_000);

  it('shows every miner, as it does on plain JSON', async () => {
    await eventually(async () => expect((await fleet()).miners).toMatchObject({ total: miners, unknown: 0, hashing: miners }), {
      timeoutMs: 60_000,
    });
  }, 90_000);

  it('goes on while the registry is away, for it knows its schemas', async () => {
    const asked = registry.requests.length;
    registry.misbehave(503);
    const since = Date.now();
    await eventually(async () => expect(Math.min(...(await updated()))).toBeGreaterThan(since), { timeoutMs: 40_000 });
    registry.misbehave(null);
    expect(registry.requests.slice(asked)).toEqual([]);
  }, 60_000);

  it('has frames in its topics, by schemas under the names of the topics', async () => {
    await application.stop();
    const plain = new EmbeddedEventBus({ directory: join(dataDirectory, 'bus') });
    const login = { username: 'farm', password: { reveal: () => 'open sesame' } };
    const asked = new ConfluentRegistry({ url: registry.url, register: false, login });
    const bus = new FramingEventBus(plain, { registry: asked, topicPrefix: 'mining.', write: 'json', clock: systemClock });
    await bus.start();
    for (const { name } of [topics.minerTelemetry, topics.fleetMiners, topics.serviceStatus]) {
      const values = (await messagesOf(plain, `mining.${name}`)).flatMap(({ value }) => (value === null ? [] : [value]));
      expect(values.length).toBeGreaterThan(0);
      expect(values.every(isFrame)).toBe(true);
      expect(registry.schemas.names()).toContain(`mining.${name}-value`);
    }
    const readings = (await messagesOf(bus, `mining.${topics.minerTelemetry.name}`)).map(readingOf);
    expect(new Set(readings.map(({ miner_id }) => miner_id)).size).toBe(miners);
    await bus.stop();
  }, 60_000);

  it('starts while the registry is away, and shows its miners once it is back', async () => {
    registry.misbehave(503);
    application = await open();
    const started = application.start();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    registry.misbehave(null);
    await started;
    const since = Date.now();
    await eventually(async () => expect(Math.min(...(await updated()))).toBeGreaterThan(since), { timeoutMs: 60_000 });
    await eventually(async () => expect((await fleet()).miners).toMatchObject({ total: miners, hashing: miners }), { timeoutMs: 30_000 });
  }, 120_000);
});
