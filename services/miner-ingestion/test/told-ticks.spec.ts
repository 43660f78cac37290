import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import type { MinerIngestion } from '../src/miner-ingestion.js';
import { FakeMiner, fromTable, healthyS21 } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

const intervalMs = 3_600_000;
let harness: IngestionHarness;
let devices: FakeMiner[];
let miners: object[];

beforeEach(async () => {
  harness = await new IngestionHarness().open();
  devices = Array.from({ length: 6 }, () => new FakeMiner(fromTable(healthyS21())));
  const places = await Promise.all(devices.map((device) => device.start()));
  miners = places.map(({ address, port }, n) => ({ id: `m${n}`, ip: address, port, polling_interval_seconds: intervalMs / 1_000 }));
});
afterEach(async () => {
  await harness.close();
  await Promise.all(devices.map((device) => device.stop()));
  expect(harness.bugs).toEqual([]);
});

const start = (): Promise<MinerIngestion> => harness.run({ miners });
const polls = (): number[] => devices.map(({ requests }) => requests.filter(({ line }) => line.endsWith('/summary')).length);
const everyTick = async (): Promise<string[]> => (await harness.telemetry()).map(({ miner_id, timestamp }) => `${miner_id}@${timestamp}`);
const told = (count: number): Promise<true> => eventually(async () => (await everyTick()).length >= count);
/** Long enough for first polls, which come within a fraction of a second here. */
const settle = (): Promise<void> => systemClock.sleep(1_500);

describe('a tick in force', () => {
  it('that was polled and told is not polled again by a process that starts again', async () => {
    const first = await start();
    await told(6);
    await first.stop();
    await start();
    await settle();
    expect([polls(), (await everyTick()).length]).toEqual([Array(6).fill(1), 6]);
  });

  it('that was polled and told is not polled again by whoever takes the miner over', async () => {
    const one = await start();
    await told(6);
    const other = await start();
    await settle();
    await one.stop();
    await settle();
    expect(polls()).toEqual(Array(6).fill(1));
    await other.stop();
  });

  it('that was polled, but whose reading was lost with its process, is polled again', async () => {
    const { send } = harness.bus;
    harness.bus.send = (topic, messages) =>
      topic.endsWith('miner.telemetry') ? new Promise(() => {}) : send.call(harness.bus, topic, messages);
    const first = await start();
    await eventually(async () => polls().every((count) => count === 1));
    await first.stop();
    harness.bus.send = send;
    expect(await everyTick()).toEqual([]);
    await start();
    await told(6);
    expect([polls(), new Set(await everyTick()).size]).toEqual([Array(6).fill(2), 6]);
  }, 15_000);

  it('that nobody polled, as after a longer pause, is polled by a process that starts again', async () => {
    const first = await start();
    await told(6);
    await first.stop();
    const { now, monotonic } = harness.clock;
    Object.assign(harness.clock, { now: () => now() + intervalMs, monotonic: () => monotonic() + intervalMs });
    await start();
    await told(12);
    expect([polls(), new Set(await everyTick()).size]).toEqual([Array(6).fill(2), 12]);
  });
});
