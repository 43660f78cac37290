import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type FleetChange, fullTopicName, topics } from '@lodestream/records';
import { KafkaEventBus } from '@lodestream/streaming';
import { describeReal, eventually, REAL_START_TIMEOUT_MS, sharedKafka, type SpawnedService, uniqueName } from '@lodestream/test-stack';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFarm, type TestFarm } from './farm.js';
import { TickBook } from './tick-book.js';

const zones = ['north', 'south'] as const;
type Zone = (typeof zones)[number];
/** The miner that no configuration lists, and those that are listed, in turns. */
const [roamer, listed] = ['sim-00005', ['sim-00001', 'sim-00002', 'sim-00003', 'sim-00004']];
const zoneOf = (minerId: string): Zone => zones[listed.indexOf(minerId) % 2]!;
const patience = { timeoutMs: 60_000, everyMs: 300 };

describeReal('two collector zones on one Kafka', ['shared-kafka'], () => {
  const prefix = `${uniqueName('zones')}.`;
  const services: SpawnedService[] = [];
  let bus: KafkaEventBus;
  let farm: TestFarm;
  let book: TickBook;
  beforeAll(async () => {
    const { brokers } = await sharedKafka();
    bus = new KafkaEventBus({ brokers, clientId: 'zones' });
    await bus.start();
    const yaml = `stream: {topic_prefix: ${prefix}, drain_seconds: 20}\nkafka: {brokers: ${JSON.stringify(brokers)}}\n`;
    farm = await openFarm({ miners: 5, intervalSeconds: 1, firstPollSeconds: 1, faultless: true, yaml });
    book = new TickBook(bus, fullTopicName(prefix, topics.minerTelemetry));
    services.push(...(await Promise.all(zones.map(serve))));
  }, REAL_START_TIMEOUT_MS + 60_000);
  afterAll(async () => {
    await Promise.all(services.map((service) => service.kill()));
    await farm?.simulator.kill();
    await bus?.stop();
  }, 60_000);

  /** Starts ingestion for a zone, from the one list of miners that all zones share. */
  async function serve(zone: Zone): Promise<SpawnedService> {
    const directory = `${farm.configDirectory}-${zone}`;
    await cp(farm.configDirectory, directory, { recursive: true });
    const change = async (file: string, by: (text: string) => string): Promise<void> =>
      writeFile(join(directory, file), by(await readFile(join(directory, file), 'utf8')));
    await change('farm.yaml', (text) => text.replace('miner_ingestion: {', `miner_ingestion: {collector_zone: ${zone}, `));
    await change('miners.yaml', (text) =>
      text
        .replace(new RegExp(`.*id: ${roamer},.*\n`), '')
        .replace(/id: ([^,]+),/g, (found, minerId: string) => `${found} collector_zone: ${zoneOf(minerId)},`),
    );
    const service = await farm.run('serve', 'miner-ingestion', '--config', directory, '--instance', zone, '--management-port', '0');
    await service.waitForLine(`miner-ingestion is running as ${zone}`, 60_000);
    return service;
  }

  /** Asks for a change of the roaming miner, as the page would. */
  async function wish(action: FleetChange['action'], values: Readonly<Record<string, unknown>>): Promise<void> {
    const texts = Object.fromEntries(Object.entries(values).map(([path, value]) => [path, JSON.stringify(value)]));
    const asked = { change_id: uniqueName('wish'), timestamp: Date.now(), miner_id: roamer, step: 'proposed', origin: 'page' } as const;
    const value = topics.fleetChanges.codec.encode(topics.fleetChanges.codec.create({ ...asked, action, values: texts }));
    await bus.send(fullTopicName(prefix, topics.fleetChanges), [{ key: roamer, value }]);
  }

  /** Who sent the newest readings of a miner, the newest last. */
  const sendersOf = async (minerId: string, newest: number): Promise<readonly string[]> =>
    (await book.readOn()).readings
      .filter(({ record }) => record.miner_id === minerId && record.state === 'hashing')
      .slice(-newest)
      .map(({ replica }) => replica);
  const isReadBy = (minerId: string, zone: Zone): Promise<void> =>
    eventually(async () => expect(await sendersOf(minerId, 3)).toEqual([zone, zone, zone]), patience);

  it('poll the miners of their own zone alone, and one that moves is polled on by the other', async () => {
    await Promise.all(listed.map((minerId) => isReadBy(minerId, zoneOf(minerId))));
    const { address, port } = await truthOf(roamer);
    await wish('add', { address, port, interval_ms: 1_000, collector_zone: 'north' });
    await isReadBy(roamer, 'north');
    await wish('edit', { collector_zone: 'south' });
    await isReadBy(roamer, 'south');
    const strangers = book.readings.filter(({ record, replica }) => record.miner_id !== roamer && replica !== zoneOf(record.miner_id));
    expect(strangers).toEqual([]);
  }, 180_000);

  async function truthOf(minerId: string): Promise<{ address: string; port: number }> {
    return (await (await fetch(`${farm.controlUrl}/truth/${minerId}`)).json()) as { address: string; port: number };
  }
});
