import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog, systemClock } from '@lodestream/component';
import { type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import { FakeEventBus } from '@lodestream/streaming';
import { MinerConfig } from '../config.js';
import { configuredMiner } from './configured-fleet.js';
import { fleetMessage } from './fleet-topic.js';
import { FleetView } from './fleet-view.js';

const topic = fullTopicName('mining.', topics.fleetMiners);
let bus: FakeEventBus;
let view: FleetView | null = null;
let [written, taken] = [0, 0];
let seen: { miners: string[]; moved: string[]; gone: string[]; bad: string[]; bugs: unknown[] };

beforeEach(async () => {
  seen = { miners: [], moved: [], gone: [], bad: [], bugs: [] };
  [written, taken] = [0, 0];
  bus = new FakeEventBus();
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: true }]);
});
afterEach(async () => {
  await view?.stop();
  await bus.stop();
});

const miner = (id: string, changes: Partial<FleetMiner> = {}): FleetMiner => ({
  ...configuredMiner(Object.assign(new MinerConfig(), { id, ip: '10.0.0.1' }), 1),
  ...changes,
});
const write = (key: string, record: FleetMiner) => {
  written += 1;
  return bus.send(topic, [fleetMessage(key, record, { source: 'test', atMs: 1 })]);
};
const follow = async (onMiner: (record: FleetMiner) => void, zone: string | null = null): Promise<void> => {
  view = new FleetView({
    bus,
    log: silentLog,
    topicPrefix: 'mining.',
    instance: 'one',
    zone,
    meter: { took: ({ messages }) => void (taken += messages.length), gave: () => {} },
    onMiner,
    onGone: (minerId) => seen.gone.push(minerId),
    onRemoved: () => {},
    onPartitions: () => Promise.resolve(),
    onMovedHere: (partition, minerIds) =>
      Promise.resolve(void seen.moved.push(`${partition}: ${[...minerIds].join()} after ${seen.miners.join()}`)),
    onPartitionsGone: () => {},
    onBadRecord: (error) => seen.bad.push((error as Error).message),
    onBug: (error) => seen.bugs.push(error),
  });
  await view.start();
  while (taken < written && seen.bugs.length === 0) await systemClock.sleep(5);
};

describe('the fleet view', () => {
  it('leaves out what no schedule or key allows, and goes on with the rest of the partition', async () => {
    await write('m0', miner('m0', { interval_ms: 0 }));
    await write('m1', miner('m1', { interval_ms: -5_000 }));
    await write('other', miner('m2'));
    await write('m4', miner('m4', { port: 70_000 }));
    await write('m3', miner('m3', { interval_ms: 5_000 }));
    await follow(({ miner_id }) => seen.miners.push(miner_id));
    expect([seen.miners, seen.bad.length, seen.bugs]).toEqual([['m3'], 4, []]);
  });

  it.each([
    { zone: null, miners: ['m0', 'm2'], gone: ['m2'] },
    { zone: 'north', miners: ['m1', 'm2'], gone: [] },
    { zone: 'south', miners: [], gone: [] },
  ])('follows the miners of zone $zone alone, also when they move', async ({ zone, miners, gone }) => {
    await write('m0', miner('m0'));
    await write('m1', miner('m1', { collector_zone: 'north' }));
    await write('m2', miner('m2'));
    await write('m2', miner('m2', { collector_zone: 'north' }));
    await follow(({ miner_id }) => seen.miners.push(miner_id), zone);
    expect([seen.miners, seen.gone, seen.bad]).toEqual([miners, gone, []]);
  });

  it('says which miners come over from another zone, before it follows them', async () => {
    await write('m0', miner('m0'));
    await write('m1', miner('m1', { collector_zone: 'north' }));
    await write('m2', miner('m2', { collector_zone: 'north' }));
    await follow(({ miner_id }) => seen.miners.push(miner_id));
    await write('m1', miner('m1'));
    await write('m3', miner('m3'));
    while (taken < written) await systemClock.sleep(5);
    expect([seen.moved, seen.miners]).toEqual([['0: m1 after m0'], ['m0', 'm1', 'm3']]);
  });

  it.each([
    { what: 'to another zone and back', changes: { collector_zone: 'north' } },
    { what: 'out of use and back', changes: { enabled: false } },
  ])('notices one that went $what within one batch', async ({ changes }) => {
    await write('m0', miner('m0'));
    await write('m0', miner('m0', changes));
    await write('m0', miner('m0'));
    await follow(({ miner_id }) => seen.miners.push(miner_id));
    expect(seen.moved).toEqual(['0: m0 after ']);
  });

  it('hands a bug up instead of being delivered the same record for ever', async () => {
    await write('m0', miner('m0'));
    await follow(() => {
      throw new TypeError('a bug');
    });
    expect(seen.bugs[0]).toBeInstanceOf(TypeError);
  });
});
