import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, type SpawnedService } from '@lodestream/test-stack';
import { openFarm, type TestFarm } from './farm.js';

const miners = 40;
const intervalMs = 5_000;

interface Fleet {
  readonly miners: Readonly<Record<string, number>>;
  readonly hashrate: readonly { algorithm: string; value: number; unit: string; coverage: number }[];
}
interface System {
  readonly services: readonly { service: string; ready: boolean; ledger: Record<string, number> & { dropped: Record<string, number> } }[];
  readonly dead_letters: { kept: number };
}
interface Served {
  readonly served: readonly { path: string; outcome: string; observed_at: number; digest: { hr_realtime?: number } | null }[];
}

jest.setTimeout(120_000);
let farm: TestFarm;
let lodestream: SpawnedService;

const get = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;
const fleetNow = () => get<Fleet>(`${farm.dashboardUrl}/api/v1/fleet`);
const servedSummaries = async (minerId: string) => {
  const { served } = await get<Served>(`${farm.controlUrl}/served?miner_id=${minerId}`);
  return served.filter((one) => one.path === '/api/v1/summary' && one.outcome === 'complete');
};
/** Stored readings of one miner by tick: how many, and of which hashrate. */
const storedReadings = async (minerId: string, fromMs: number) => {
  const read = async (aggregate: string) => {
    const query = `metrics=hashrate&from=${fromMs}&to=${Date.now() + 60_000}&step=1000&aggregate=${aggregate}`;
    const { series } = await get<{ series: { points: [number, number | null, unknown][] }[] }>(
      `${farm.dashboardUrl}/api/v1/miners/${minerId}/series?${query}`,
    );
    return series[0]!.points.flatMap(([at, value]) => (value === null || (aggregate === 'count' && value === 0) ? [] : [{ at, value }]));
  };
  return { counts: await read('count'), values: await read('last') };
};

beforeAll(async () => {
  farm = await openFarm({ miners, intervalSeconds: intervalMs / 1_000 });
  lodestream = await farm.start();
}, 90_000);
afterAll(async () => {
  await lodestream.kill();
  await farm.simulator.kill();
});

describe('lodestream start on the embedded parts', () => {
  it('shows every miner within a minute, the faulty ones as what they are', async () => {
    const { miners: seen } = await eventually(
      async () => {
        const fleet = await fleetNow();
        expect(fleet.miners).toMatchObject({ total: miners, unknown: 0 });
        return fleet;
      },
      { timeoutMs: 60_000 },
    );
    expect(seen['hashing']! + seen['degraded']! + seen['paused']! + seen['stale']! + seen['offline']!).toBe(miners);
    expect(seen['degraded']! + seen['offline']!).toBeGreaterThan(0);
  });

  it('shows the very hashrate that the miner served', async () => {
    await eventually(
      async () => {
        const [served, known] = await Promise.all([
          servedSummaries('sim-00001'),
          get<{ row: { observed_at: number; hashrate: { value: number } } }>(`${farm.dashboardUrl}/api/v1/miners/sim-00001`),
        ]);
        expect(served.map((one) => (one.digest?.hr_realtime ?? 0) / 1_000)).toContainEqual(expect.closeTo(known.row.hashrate.value, 6));
      },
      { timeoutMs: 20_000 },
    );
  });

  it('is ready, and its ledger explains every message', async () => {
    const ready = await eventually(
      async () => {
        const answer = await fetch(`${farm.managementUrl}/health/ready`);
        expect(answer.status).toBe(200);
        return answer.status;
      },
      { timeoutMs: 20_000 },
    );
    const { services, dead_letters } = await eventually(
      async () => {
        const system = await get<System>(`${farm.dashboardUrl}/api/v1/system`);
        expect(system.services.find((one) => one.service === 'telemetry-writer')?.ledger['stored']).toBeGreaterThan(0);
        return system;
      },
      { timeoutMs: 30_000 },
    );
    const { produced, stored, dead_lettered, lost, compacted, in_flight, dropped } = services.find(
      (one) => one.service === 'telemetry-writer',
    )!.ledger;
    const explained = stored! + dead_lettered! + lost! + compacted! + in_flight! + Object.values(dropped).reduce((a, b) => a + b, 0);
    expect([ready, explained, lost, dead_letters.kept]).toEqual([200, produced, 0, 0]);
  });

  it('keeps its history over kill -9, and doubles nothing', async () => {
    await eventually(async () => expect((await servedSummaries('sim-00003')).length).toBeGreaterThan(3), { timeoutMs: 60_000 });
    await lodestream.kill();
    const before = await servedSummaries('sim-00003');
    lodestream = await farm.start();
    await eventually(async () => expect((await servedSummaries('sim-00003')).length).toBeGreaterThan(before.length + 2), {
      timeoutMs: 60_000,
    });
    await eventually(
      async () => {
        const { counts, values } = await storedReadings('sim-00003', before[0]!.observed_at - intervalMs);
        const served = await servedSummaries('sim-00003');
        expect(counts.map((one) => one.value)).toEqual(counts.map(() => 1));
        // One may have been in flight at the kill, and one may be on its way right now.
        expect(counts.length).toBeGreaterThanOrEqual(served.length - 2);
        const rates = served.map((one) => one.digest!.hr_realtime! / 1_000);
        for (const { value } of values) expect(rates).toContainEqual(expect.closeTo(value, 6));
      },
      { timeoutMs: 30_000 },
    );
  }, 180_000);

  it('tells dead letters to the command while it holds the bus itself', async () => {
    const listing = await farm.run('dead-letters', 'list', '--config', farm.configDirectory);
    await listing.waitForLine('There are no dead letters.');
    expect((await listing.exited).code).toBe(0);
  });

  it('lists its topics to the command, too', async () => {
    const listing = await farm.run('topics', 'list', '--config', farm.configDirectory);
    await listing.waitForLine(/mining\.miner\.telemetry +24/);
    expect((await listing.exited).code).toBe(0);
  });

  it('drains on Ctrl-C and ends with 0', async () => {
    lodestream.signal('SIGINT');
    const { code } = await lodestream.exited;
    expect([code, lodestream.output.tail()]).toEqual([0, expect.stringContaining('Drained; goodbye.')]);
  });
});
