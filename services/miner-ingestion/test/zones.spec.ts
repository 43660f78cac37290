import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FleetChange, internalTopics, topics } from '@lodestream/records';
import { FakeMiner, fromTable, healthyS21 } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';
import { Operator } from './operator.js';

let harness: IngestionHarness;
let operator: Operator;
let device: FakeMiner;
let wishes = 0;

beforeEach(async () => {
  harness = await new IngestionHarness().open();
  operator = new Operator(harness);
  device = new FakeMiner(fromTable(healthyS21()));
  const { address, port } = await device.start();
  for (const collector_zone of ['north', 'south'])
    await harness.run({ miners: [], miner_ingestion: { collector_zone, offline_after_misses: 1 } });
  await wish('add', { address, port, interval_ms: 1_000, collector_zone: 'north' });
});
afterEach(async () => {
  await harness.close();
  await device.stop();
  expect(harness.bugs).toEqual([]);
});

/** Asks for a change of the miner `m1`, as the page would, and waits until it is accepted. */
async function wish(action: FleetChange['action'], values: Readonly<Record<string, unknown>>): Promise<void> {
  const change_id = `w${(wishes += 1)}`;
  const texts = Object.fromEntries(Object.entries(values).map(([path, value]) => [path, JSON.stringify(value)]));
  const { codec } = topics.fleetChanges;
  const change = codec.create({ change_id, timestamp: 1, miner_id: 'm1', action, step: 'proposed', origin: 'page', values: texts });
  await harness.bus.send('mining.fleet.changes', [{ key: 'm1', value: codec.encode(change) }]);
  await eventually(async () =>
    (await harness.messages(topics.fleetChanges))
      .map(({ value }) => codec.decode(value!))
      .some((each) => each.change_id === change_id && each.step === 'accepted'),
  );
}

/** Waits until that service polls the miner, and tells for how long an operator has it paused. */
const pausedAt = (instance: string): Promise<number> =>
  eventually(async () => {
    const result = await operator.ask('reset_breaker');
    return result.instance.endsWith(instance) && [Number(result.before['paused_for_ms'])];
  }).then(([ms]) => ms!);

describe('a miner that moves to another zone, or is out of use for a while,', () => {
  it('stays paused there and when it comes back, until the pause is lifted', async () => {
    await eventually(async () => (await harness.telemetry()).length > 0);
    const { instance } = await operator.ask('pause_polling', { arguments: { minutes: '5' } });
    expect(instance).toMatch(/test-0$/);
    await wish('edit', { collector_zone: 'south' });
    expect(await pausedAt('test-1')).toBeGreaterThan(200_000);
    await operator.ask('resume_polling');
    await wish('edit', { collector_zone: 'north' });
    expect(await pausedAt('test-0')).toBe(0);
  }, 20_000);

  it('stays paused over being out of use as well', async () => {
    await eventually(async () => (await harness.telemetry()).length > 0);
    await operator.ask('pause_polling', { arguments: { minutes: '5' } });
    await wish('edit', { enabled: false });
    await wish('edit', { enabled: true });
    expect(await pausedAt('test-0')).toBeGreaterThan(200_000);
  }, 20_000);

  it('is not told of again what stays in force', async () => {
    device.answers = fromTable({});
    const offline = async (): Promise<number> => (await harness.events()).filter(({ type }) => type === 'offline').length;
    const isKept = async (): Promise<boolean> =>
      (await harness.messages(internalTopics.minerTracks)).some(({ value }) => value?.includes('"offline"') === true);
    await eventually(async () => (await offline()) === 1 && (await isKept()));
    await wish('edit', { collector_zone: 'south' });
    await pausedAt('test-1');
    expect((await operator.ask('poll_now')).after).toMatchObject({ state: '"offline"' });
    expect(await offline()).toBe(1);
  }, 20_000);
});
