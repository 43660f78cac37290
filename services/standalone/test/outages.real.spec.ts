import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import {
  describeReal,
  eventually,
  REAL_START_TIMEOUT_MS,
  tooManyRequests,
  unavailable,
  type HttpFault,
  type SpawnedService,
} from '@lodestream/test-stack';
import { audit } from './audit.js';
import { settle } from './books.js';
import { openClusterFarm, startCluster, type Cluster, type ClusterFarm } from './cluster.js';
import { failedPollsByMiner } from './failed-polls.js';
import { outageMs } from './seeds.js';

const storyMs = outageMs + 120_000;
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ready: boolean }>>;
}

const isWrite = ({ path }: { path: string }): boolean => path.startsWith('/api/v2/write');

describeReal('whatever stays away', ['kafka', 'influxdb'], () => {
  let cluster: Cluster;
  let farm: ClusterFarm;
  let application: SpawnedService;
  beforeAll(async () => void (cluster = await startCluster()), REAL_START_TIMEOUT_MS);
  beforeEach(async () => {
    farm = await openClusterFarm(cluster, {
      miners: 60,
      intervalSeconds: 5,
      logLevel: 'DEBUG',
      yaml: 'telemetry_writer: {unready_after_seconds: 5}\n',
    });
    application = await farm.startAll();
    await eventually(async () => expect(await readingsStored()).toBeGreaterThan(60), { timeoutMs: 40_000, everyMs: 500 });
    expect(await readiness()).toMatchObject({ ready: true });
  }, 120_000);
  afterEach(async () => {
    cluster.store.heal();
    await cluster.broker.heal();
    await application.kill();
    await farm.simulator.kill();
  });
  afterAll(() => cluster?.stop());

  const readiness = async (): Promise<Readiness> => (await fetch(`${farm.managementUrl}/health/ready`)).json() as Promise<Readiness>;
  const unready = async (): Promise<string[]> =>
    Object.entries((await readiness()).checks).flatMap(([name, { ready }]) => (ready ? [] : [name]));
  const readingsStored = async (): Promise<number> => {
    const flux = `from(bucket: "${farm.bucketPrefix}telemetry") |> range(start: -1h) |> filter(fn: (r) => r._field == "observed_at") |> group() |> count()`;
    const [row] = await cluster.influx.account.rows<{ _value: number }>(flux);
    return row?._value ?? 0;
  };
  /** What was held back arrives by itself, with nobody restarting anything. */
  const untilItFlowsAgain = async (): Promise<void> => {
    const before = await readingsStored();
    await eventually(
      async () => {
        expect(await readingsStored()).toBeGreaterThan(before + 60);
        expect(await readiness()).toMatchObject({ ready: true });
      },
      { timeoutMs: 40_000, everyMs: 500 },
    );
  };
  const closeBooks = async (): Promise<void> => {
    const failedPolls = await failedPollsByMiner(farm, application);
    audit(await settle(farm), { unacknowledgedPerMiner: 0, failedPolls, sentAgain: 60 });
  };

  it(
    'costs nothing when InfluxDB resets, says 429 and says 503, before and after it stored',
    async () => {
      const each = outageMs / 4;
      const faults: HttpFault[] = [{ kind: 'reset-request' }, tooManyRequests(2), unavailable(), { kind: 'reset-answer', afterBytes: 0 }];
      for (const fault of faults) {
        cluster.store.heal();
        cluster.store.add({ ...fault, matches: isWrite });
        await pass(each);
      }
      expect(await unready()).toEqual(['telemetry-writer/store']);
      const seen = cluster.store.requests().filter(isWrite);
      expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([204, null, 429, 503]));
      cluster.store.heal();
      await untilItFlowsAgain();
      await closeBooks();
    },
    storyMs,
  );

  const brokerOutages = {
    refused: {
      begin: async () => void (await Promise.all([cluster.kafka.kill(), cluster.broker.refuse()])),
      end: async () => {
        await cluster.broker.heal();
        await cluster.kafka.restart();
      },
    },
    swallowed: {
      begin: () => Promise.resolve(cluster.broker.blackhole()),
      end: () => cluster.broker.heal(),
    },
  };

  it.each(['refused', 'swallowed'] as const)(
    'costs nothing when what is sent to the broker is %s',
    async (kind) => {
      await brokerOutages[kind].begin();
      await pass(outageMs);
      expect(await unready()).toEqual(
        expect.arrayContaining(['miner-ingestion/publishing', 'miner-ingestion/bus', 'telemetry-writer/bus']),
      );
      await brokerOutages[kind].end();
      await untilItFlowsAgain();
      await closeBooks();
    },
    storyMs,
  );
});
