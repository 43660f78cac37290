import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import type { MinerTelemetry } from '@lodestream/records';
import { FakeMiner, fromTable, healthyS21, s21Summary } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

const hourMs = 3_600_000;
const miners = ['a', 'b', 'c', 'd', 'e'];
const sharesPerSecond = 40;
let harness: IngestionHarness;
let devices: FakeMiner[];
let offsetMs: number;

/** A healthy device whose counters rise with real time, whatever our clock says, and whose values stand still for seconds as firmware's do. */
function device(): FakeMiner {
  const beganMs = performance.now();
  const pool = (s21Summary()['pools'] as object[])[0]!;
  return new FakeMiner((line) => {
    const accepted = 100 + Math.floor(((performance.now() - beganMs) / 1_000) * sharesPerSecond);
    const summary = { ...s21Summary(), pools: [{ ...pool, accepted }] };
    return fromTable({ ...healthyS21(), 'GET /api/v1/summary': { body: { miner: summary } } })(line);
  });
}

beforeEach(async () => {
  offsetMs = 0;
  harness = await new IngestionHarness().open();
  Object.assign(harness.clock, { now: () => Date.now() + offsetMs });
  devices = miners.map(device);
  const ports = await Promise.all(devices.map((one) => one.start()));
  const lines = ports.map(({ port }, at) => ({ id: miners[at], ip: '127.0.0.1', port, polling_interval_seconds: 1 }));
  await harness.run({ miners: lines, miner_ingestion: { offline_after_misses: 1 } });
  await enough(4);
});

afterEach(async () => {
  await harness.close();
  await Promise.all(devices.map((one) => one.stop()));
  expect(harness.bugs).toEqual([]);
});

const ofMiner = async (id: string): Promise<MinerTelemetry[]> => (await harness.telemetry()).filter(({ miner_id }) => miner_id === id);
/** Waits until every miner has so many readings. */
const enough = (count: number): Promise<true> =>
  eventually(async () => {
    const all = await harness.telemetry();
    return miners.every((id) => all.filter(({ miner_id }) => miner_id === id).length >= count) && true;
  }, 20_000);

/** Deltas add up to what the counter rose by, no tick is there twice, and no miner is said to have done what our own clock did. */
async function expectTruth(): Promise<void> {
  for (const id of miners) {
    const readings = await ofMiner(id);
    const ticks = readings.map(({ timestamp }) => timestamp);
    expect(new Set(ticks).size).toBe(ticks.length);
    const [first, ...later] = readings;
    const sum = later.reduce((total, { shares }) => total + (shares.accepted_delta ?? Number.NaN), 0);
    expect(sum).toBe(readings.at(-1)!.shares.accepted! - first!.shares.accepted!);
    expect(readings.filter(({ shares }) => shares.counter_reset)).toEqual([]);
    expect(new Set(readings.map(({ state }) => state))).toEqual(new Set(['hashing']));
    const uptimes = readings.map(({ status }) => status.uptime).filter((uptime) => uptime !== null);
    expect(Math.max(...uptimes) - Math.min(...uptimes)).toBeLessThan(120);
  }
  const told = new Set((await harness.events()).map(({ type }) => type));
  for (const never of ['offline', 'online', 'restart', 'reboot', 'error_raised', 'state_changed'] as const)
    expect(told).not.toContain(never);
}

describe.each([{ step: hourMs }, { step: -hourMs }])('a clock that is set by $step ms', ({ step }) => {
  it('makes no tick twice, no wrong delta and no event of a miner, and polling goes on at once', async () => {
    const before = (await harness.telemetry()).length;
    offsetMs += step;
    const steppedMs = performance.now();
    await eventually(async () => (await harness.telemetry()).length >= before + 2 * miners.length, 8_000);
    expect(performance.now() - steppedMs).toBeLessThan(5_000);
    expect(await harness.metric('miner_ingestion_clock_steps_total')).toBe(1);
    await enough(Math.ceil(before / miners.length) + 4);
    const newest = (await ofMiner('a')).at(-1)!;
    expect(Math.abs(newest.timestamp - (Date.now() + step))).toBeLessThan(5_000);
    await expectTruth();
  }, 60_000);

  it('and set right again leaves the same', async () => {
    offsetMs += step;
    await systemClock.sleep(2_500);
    offsetMs -= step;
    const before = Math.max(...(await Promise.all(miners.map(async (id) => (await ofMiner(id)).length))));
    await enough(before + 3);
    expect(await harness.metric('miner_ingestion_clock_steps_total')).toBe(2);
    await expectTruth();
  }, 60_000);
});

describe('an event loop that stands still for 5 s', () => {
  it('skips and counts the ticks, polls none twice, and blames no miner', async () => {
    const skipped = await harness.metric('miner_ingestion_ticks_skipped_total', { reason: 'late' });
    const before = Math.max(...(await Promise.all(miners.map(async (id) => (await ofMiner(id)).length))));
    for (const until = performance.now() + 5_000; performance.now() < until;);
    await enough(before + 4);
    expect(await harness.metric('miner_ingestion_ticks_skipped_total', { reason: 'late' })).toBeGreaterThanOrEqual(
      skipped + 3 * miners.length,
    );
    expect(await harness.metric('miner_ingestion_clock_steps_total')).toBe(0);
    await expectTruth();
  }, 60_000);
});
