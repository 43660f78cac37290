import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import { audit } from './audit.js';
import { settle } from './books.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';
import { chanceFrom, faultSeeds, killPoints, someWhile } from './seeds.js';

const kills = Array.from({ length: killPoints }, (_, index) => index);
const miners = 60;
/** Whoever begins polls the ticks in force, for nobody knows whether they were polled: what is read twice is counted once. */
const restarted = { unacknowledgedPerMiner: kills.length, sentAgain: kills.length * miners };
const storyMs = 90_000 + killPoints * 45_000;

describeReal('whatever is killed in mid-stream', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  beforeAll(async () => void (cluster = await startCluster()), REAL_START_TIMEOUT_MS);
  beforeEach(async () => void (farm = await openClusterFarm(cluster, { miners, intervalSeconds: 5 })), 60_000);
  afterEach(async () => void (await farm?.simulator.kill()));
  afterAll(() => cluster?.stop());

  it.each(faultSeeds)(
    'loses and doubles nothing when the whole application is (seed %d)',
    async (seed) => {
      const chance = chanceFrom(seed);
      for (const _ of kills) {
        const application = await farm.startAll();
        await someWhile(chance, [3_000, 9_000]);
        await application.kill();
      }
      audit(await settle(farm), restarted);
    },
    storyMs,
  );

  it.each(faultSeeds)(
    'loses and doubles nothing when ingestion and writer are, each at its own time (seed %d)',
    async (seed) => {
      const story = async (part: 'telemetry-writer' | 'miner-ingestion', chance: () => number): Promise<void> => {
        for (const _ of kills) {
          const alone = await farm.startParts(part);
          await someWhile(chance, [4_000, 11_000]);
          await alone.kill();
        }
      };
      await Promise.all([story('miner-ingestion', chanceFrom(seed)), story('telemetry-writer', chanceFrom(seed + 1_000))]);
      audit(await settle(farm), restarted);
    },
    storyMs,
  );

  it.each(faultSeeds)(
    'loses and doubles nothing when broker and InfluxDB are, and come back (seed %d)',
    async (seed) => {
      const chance = chanceFrom(seed + 2_000);
      const application = await farm.startAll();
      for (const victim of [cluster.kafka, cluster.influx]) {
        await someWhile(chance, [1_000, 4_000]);
        await victim.kill();
        await someWhile(chance, [500, 3_000]);
        await victim.restart();
      }
      await someWhile(chance, [3_000, 5_000]);
      expect((await application.terminate(40_000)).code).toBe(0);
      // A broker that dies before it answers has perhaps kept what it was sent: it is sent again then.
      audit(await settle(farm), { unacknowledgedPerMiner: 0, sentAgain: miners });
    },
    storyMs,
  );
});
