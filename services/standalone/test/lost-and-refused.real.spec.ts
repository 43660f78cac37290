import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { topics, type MinerTelemetry } from '@lodestream/records';
import { DeadLetters, type OutgoingMessage } from '@lodestream/streaming';
import { describeReal, eventually, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import { audit, byHand } from './audit.js';
import { messagesOf, readingOf, settle, shownSystem } from './books.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';

describeReal('what can never be stored', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  beforeAll(async () => void (cluster = await startCluster()), REAL_START_TIMEOUT_MS);
  beforeEach(async () => void (farm = await openClusterFarm(cluster, { miners: 20, intervalSeconds: 3 })), 60_000);
  afterEach(async () => void (await farm?.simulator.kill()));
  afterAll(() => cluster?.stop());

  const readingsTopic = (): string => farm.topicPrefix + topics.minerTelemetry.name;
  const pollForAWhile = async (): Promise<void> => {
    const count = async (): Promise<number> => (await messagesOf(cluster.bus, readingsTopic())).length;
    const ingestion = await farm.startParts('miner-ingestion');
    const before = await count();
    await eventually(async () => expect(await count()).toBeGreaterThan(before + 20), { timeoutMs: 40_000, everyMs: 500 });
    expect((await ingestion.terminate(40_000)).code).toBe(0);
  };

  /** From now on the field is text in the store, so that a number for it is refused. */
  const makeText = async (field: string): Promise<void> => {
    const { account } = cluster.influx;
    const write = account.client.getWriteApi(account.organization, `${farm.bucketPrefix}telemetry`, 'ms', { maxRetries: 0 });
    write.writeRecord(`miner_telemetry,driver=by_hand ${field}="text" ${Date.now()}`);
    await write.close();
  };

  it('is a dead letter when one line among 5,000 conflicts, and its neighbours are stored', async () => {
    await pollForAWhile();
    await makeText('fan9_rpm');
    const [template] = await messagesOf(cluster.bus, readingsTopic());
    const made = Array.from({ length: 5_000 }, (_, index) => anotherReading(readingOf(template!), index, index === 2_345));
    const undecodable = ['{"timestamp": "soon"', '{"timestamp": "soon"}'].map((value, index) =>
      outgoing('made', `broken:${index}`, Buffer.from(value)),
    );
    await cluster.bus.send(readingsTopic(), [...made.slice(0, 1_000), ...undecodable, ...made.slice(1_000)]);
    audit(await settle(farm), { unacknowledgedPerMiner: 0, deadLettered: 3 });
    const { letters } = await new DeadLetters(cluster.bus, { topicPrefix: farm.topicPrefix, clock: systemClock, source: 'test' }).list();
    expect(letters.map(({ reason }) => reason).sort()).toEqual(['malformed', 'refused', 'validation']);
  }, 120_000);

  it('is counted as lost when records are deleted before the writer has read them', async () => {
    await pollForAWhile();
    await settle(farm);
    await pollForAWhile();
    const group = `${farm.topicPrefix}telemetry-writer`;
    const behind = (await cluster.bus.admin.groupOffsets(group, [readingsTopic()])).filter(
      ({ committed, logEnd }) => committed !== null && logEnd > committed,
    );
    for (const { topic, partition, committed } of behind)
      await cluster.bus.admin.deleteBefore({ topic, partition, offset: committed! + 1 });
    expect(behind.length).toBeGreaterThan(0);
    const parts = await farm.startParts('dashboard', 'telemetry-writer');
    const since = Date.now();
    const { ledger } = await eventually(
      async () => {
        const system = await shownSystem(farm, since);
        expect(system.ledger).toMatchObject({ lost: behind.length, in_flight: 0 });
        return system;
      },
      { timeoutMs: 30_000, everyMs: 500 },
    );
    expect(ledger.stored + ledger.lost).toBe(ledger.produced);
    expect(parts.output.tail()).toMatch(/vanished before/);
    await parts.terminate();
  }, 120_000);
});

const outgoing = (key: string, eventId: string, value: Buffer): OutgoingMessage => ({
  key,
  value,
  headers: { 'event-id': eventId, [byHand]: 'true' },
});

/** The reading once more, at ticks to come, for the one miner whose lines stand together; one of them has the fan that conflicts. */
function anotherReading(reading: MinerTelemetry, index: number, conflicting: boolean): OutgoingMessage {
  const timestamp = reading.timestamp + 60_000 + index;
  const fan = { fan_id: 9, speed: 1_000, speed_percent: null, status: null };
  const changed = { ...reading, timestamp, fans: conflicting ? [...reading.fans, fan] : reading.fans };
  return outgoing(reading.miner_id, `made:${index}`, topics.minerTelemetry.codec.encode(changed));
}
