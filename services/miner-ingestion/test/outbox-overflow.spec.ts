import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { FakeEventBus, type OutgoingMessage, type Position } from '@lodestream/streaming';
import { FakeMiner, fromTable, healthyS21 } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

/** A bus that takes nothing while it is away. */
class LeavingBus extends FakeEventBus {
  away = false;

  override async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    if (this.away) throw new TransientError('the broker is away', 'connectivity');
    return super.send(topic, messages);
  }
}

const bound = 65_536;
const miners = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
let bus: LeavingBus;
let harness: IngestionHarness;
let devices: FakeMiner[];

beforeEach(async () => {
  bus = new LeavingBus();
  harness = await new IngestionHarness(bus).open();
  devices = miners.map(() => new FakeMiner(fromTable(healthyS21())));
});

afterEach(async () => {
  await harness.close();
  await Promise.all(devices.map((device) => device.stop()));
  expect(harness.bugs).toEqual([]);
});

const dropped = (): Promise<number> =>
  harness.metric('miner_ingestion_messages_dropped_total', { kind: 'readings', reason: 'outbox_full' });
const answered = (): Promise<number> => harness.metric('miner_ingestion_polls_total', { result: 'answered' });

it('an outbox that overflows drops the oldest readings, tells which, and leaves no reading unaccounted for', async () => {
  const ports = await Promise.all(devices.map((device) => device.start()));
  const lines = ports.map(({ port }, at) => ({ id: miners[at], ip: '127.0.0.1', port, polling_interval_seconds: 1 }));
  const service = await harness.run({ miners: lines, miner_ingestion: { outbox_bytes: bound } });
  await eventually(async () => (await harness.telemetry()).length >= 2 * miners.length);
  bus.away = true;
  let most = 0;
  await eventually(async () => {
    most = Math.max(most, await harness.metric('miner_ingestion_outbox_bytes'));
    return (await dropped()) >= 20;
  }, 20_000);
  expect(most).toBeGreaterThan(bound / 2);
  expect(most).toBeLessThanOrEqual(bound);
  const before = (await harness.telemetry()).length;
  bus.away = false;
  const gaps = await eventually(async () => {
    const told = (await harness.events()).filter(({ type, evidence }) => type === 'gap' && evidence['reason'] === 'outbox_full');
    return new Set(told.map(({ miner_id }) => miner_id)).size === miners.length && told;
  }, 15_000);
  await service.stop();

  const sent = await harness.telemetry();
  expect(sent.length).toBeGreaterThan(before);
  expect(sent.length + (await dropped())).toBe(await answered());
  expect(await harness.metric('miner_ingestion_messages_total', { kind: 'readings' })).toBe(sent.length);
  expect(gaps.reduce((sum, { evidence }) => sum + Number(evidence['dropped_readings']), 0)).toBe(await dropped());
  const ticks = new Map(miners.map((id) => [id, sent.filter(({ miner_id }) => miner_id === id).map(({ timestamp }) => timestamp)]));
  for (const [, of] of ticks) expect(new Set(of).size).toBe(of.length);
  for (const { miner_id, from, to } of gaps) {
    expect(ticks.get(miner_id)).toEqual(expect.arrayContaining([Number(from), Number(to)]));
    expect(ticks.get(miner_id)!.filter((tick) => tick > Number(from) && tick < Number(to))).toEqual([]);
  }
}, 60_000);
