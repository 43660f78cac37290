import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import type { Subscription } from '@lodestream/streaming';
import { FakeMiner, fromTable, healthyS21 } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

let harness: IngestionHarness;
let device: FakeMiner;
let port: number;
/** Until when the group has confirmed us, by the monotonic clock; a spec takes it away and gives it back. */
let ownedUntilMs: number;

beforeEach(async () => {
  ownedUntilMs = Number.POSITIVE_INFINITY;
  harness = await new IngestionHarness().open();
  const subscribe = harness.bus.subscribe.bind(harness.bus);
  harness.bus.subscribe = async (options) => {
    const subscription = await subscribe(options);
    const state = (): ReturnType<Subscription['state']> => ({ ...subscription.state(), ownedUntilMs });
    return { stop: subscription.stop.bind(subscription), pause: () => {}, resume: () => {}, state };
  };
  device = new FakeMiner(fromTable(healthyS21()));
  ({ port } = await device.start());
});

afterEach(async () => {
  await harness.close();
  await device.stop();
  expect(harness.bugs).toEqual([]);
});

const start = (intervalSeconds: number) =>
  harness.run({ miners: [{ id: 'miner_01', ip: '127.0.0.1', port, polling_interval_seconds: intervalSeconds }] });
const summaries = (): number => device.requests.filter(({ line }) => line.endsWith('/summary')).length;
const skipped = () => harness.metric('miner_ingestion_ticks_skipped_total', { reason: 'not_owned' });
const readings = (count: number) =>
  eventually(async () => {
    const found = await harness.telemetry();
    return found.length >= count && found;
  });

describe('the right to poll', () => {
  it('is waited for while the group rearranges itself, and the tick is polled then', async () => {
    await start(3);
    const [first] = await readings(1);
    ownedUntilMs = Number.NEGATIVE_INFINITY;
    await systemClock.sleep(first!.timestamp + 3_000 + 700 - Date.now());
    expect(summaries()).toBe(1);
    ownedUntilMs = Number.POSITIVE_INFINITY;
    const [, second] = await readings(2);
    expect([second!.timestamp - first!.timestamp, await skipped()]).toEqual([3_000, 0]);
  }, 15_000);

  it('is not waited for beyond the next tick: that one is polled instead', async () => {
    await start(1);
    await readings(1);
    ownedUntilMs = Number.NEGATIVE_INFINITY;
    // What is under way may end; a second tick may have come right after the first.
    await systemClock.sleep(500);
    const [asked, before] = [summaries(), await harness.telemetry()];
    await systemClock.sleep(3_500);
    expect(summaries()).toBe(asked);
    ownedUntilMs = Number.POSITIVE_INFINITY;
    const next = (await readings(before.length + 1))[before.length]!;
    expect(next.timestamp - before.at(-1)!.timestamp).toBeGreaterThanOrEqual(3_000);
    expect(await skipped()).toBeGreaterThanOrEqual(2);
  }, 15_000);

  it('ends with a freeze of the process: what was read before is neither sent nor gone on from', async () => {
    await start(1);
    await readings(2);
    device.answers = (line) => (line.endsWith('/summary') ? 'hang' : fromTable(healthyS21())(line));
    const asked = summaries();
    await eventually(async () => summaries() > asked);
    const before = (await harness.telemetry()).length;
    const { monotonic } = harness.clock;
    ownedUntilMs = harness.clock.monotonic() + 5_000;
    (harness.clock as { monotonic: () => number }).monotonic = () => monotonic() + 60_000;
    device.answers = fromTable(healthyS21());
    await systemClock.sleep(2_500);
    expect((await harness.telemetry()).length).toBe(before);
    ownedUntilMs = Number.POSITIVE_INFINITY;
    const later = (await readings(before + 1)).at(-1)!;
    expect(later.shares.accepted_delta).toBeNull();
    expect(later.quality.flags).toContainEqual({ path: 'shares.accepted_delta', reason: 'first_reading' });
  }, 20_000);
});
