import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serviceNames } from '@lodestream/standalone';
import { describeReal, eventually, REAL_START_TIMEOUT_MS, type SpawnedService } from '@lodestream/test-stack';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';

const storyMs = 180_000;
const readyUrl = ({ output }: SpawnedService): string => /http:\S+\/health\/ready/.exec(output.lines().join('\n'))![0];

describeReal('every service in a process of its own', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  const processes = new Map<string, SpawnedService>();
  beforeAll(async () => {
    cluster = await startCluster();
    farm = await openClusterFarm(cluster, { miners: 20, intervalSeconds: 5 });
  }, REAL_START_TIMEOUT_MS + 60_000);
  afterAll(async () => {
    await Promise.all([...processes.values()].map((process) => process.kill()));
    await farm?.simulator.kill();
    await cluster?.stop();
  }, 60_000);

  it(
    'is started by its name alone, becomes ready, and together they do what one process does',
    async () => {
      await Promise.all(serviceNames.map(async (name) => void processes.set(name, await farm.serve(name, 'alone'))));
      for (const process of processes.values())
        await eventually(async () => expect((await fetch(readyUrl(process))).status).toBe(200), { timeoutMs: 60_000, everyMs: 500 });
      await eventually(async () => expect(await stored()).toBeGreaterThan(100), { timeoutMs: 60_000, everyMs: 500 });
      const { miners } = (await (await fetch(`${farm.dashboardUrl}/api/v1/miners`)).json()) as { miners: { state: string }[] };
      expect(miners.filter(({ state }) => state === 'hashing')).toHaveLength(20);
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

  /** Readings in the database. */
  async function stored(): Promise<number> {
    const flux = `from(bucket: "${farm.bucketPrefix}telemetry") |> range(start: -1h) |> filter(fn: (r) => r._field == "observed_at") |> group() |> count()`;
    const [row] = await cluster.influx.account.rows<{ _value: number }>(flux);
    return row?._value ?? 0;
  }
});
