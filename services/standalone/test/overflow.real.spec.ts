import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { topics, type MinerEvent } from '@lodestream/records';
import { describeReal, eventually, REAL_START_TIMEOUT_MS, type SpawnedService } from '@lodestream/test-stack';
import { audit } from './audit.js';
import { messagesOf, settle } from './books.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';
import { failedPollsByMiner } from './failed-polls.js';

const miners = 60;

describeReal('a broker that stays away for longer than the outbox holds', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  let application: SpawnedService;
  beforeAll(async () => void (cluster = await startCluster()), REAL_START_TIMEOUT_MS);
  beforeEach(async () => {
    farm = await openClusterFarm(cluster, { miners, intervalSeconds: 5, logLevel: 'DEBUG', outboxBytes: 393_216 });
    application = await farm.startAll();
    await eventually(async () => expect((await readings()).length).toBeGreaterThan(miners), { timeoutMs: 60_000, everyMs: 500 });
  }, 150_000);
  afterEach(async () => {
    await cluster.broker.heal();
    await application?.kill();
    await farm?.simulator.kill();
  });
  afterAll(() => cluster?.stop());

  const readings = () => messagesOf(cluster.bus, farm.topicPrefix + topics.minerTelemetry.name);
  const metric = async (name: string): Promise<number> => {
    const page = await (await fetch(`${farm.managementUrl}/metrics`)).text();
    return Number(new RegExp(`^miner_ingestion_${name}.* (\\d+)$`, 'm').exec(page)?.[1] ?? Number.NaN);
  };
  const dropped = (): Promise<number> => metric('messages_dropped_total\\{.*kind="readings",reason="outbox_full"');
  /** Readings that the events say were dropped, by miner. */
  const toldByMiner = async (): Promise<Map<string, number>> => {
    const told = new Map<string, number>();
    for (const { value } of await messagesOf(cluster.bus, farm.topicPrefix + topics.minerEvents.name)) {
      const { miner_id, type, evidence }: MinerEvent = topics.minerEvents.codec.decode(value!);
      if (type !== 'gap' || evidence['reason'] !== 'outbox_full') continue;
      told.set(miner_id, (told.get(miner_id) ?? 0) + Number(evidence['dropped_readings']));
    }
    return told;
  };
  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

  it('costs the oldest readings of then, each told by an event, and nothing else', async () => {
    cluster.broker.blackhole();
    let most = 0;
    await eventually(
      async () => {
        most = Math.max(most, await metric('outbox_bytes'));
        expect(await dropped()).toBeGreaterThan(miners);
      },
      { timeoutMs: 120_000, everyMs: 250 },
    );
    expect(most).toBeLessThanOrEqual(393_216);
    await cluster.broker.heal();
    const told = await eventually(
      async () => {
        const found = await toldByMiner();
        expect(sum(found.values())).toBe(await dropped());
        return found;
      },
      { timeoutMs: 90_000, everyMs: 1_000 },
    );
    expect(application.output.lines().filter((line) => /The outbox (is full|has room again)/.test(line))).toHaveLength(2);
    const failed = await failedPollsByMiner(farm, application);
    const missing = new Map([...told.keys(), ...failed.keys()].map((id) => [id, (told.get(id) ?? 0) + (failed.get(id) ?? 0)]));
    audit(await settle(farm), { unacknowledgedPerMiner: 0, failedPolls: missing, sentAgain: miners });
  }, 300_000);
});
