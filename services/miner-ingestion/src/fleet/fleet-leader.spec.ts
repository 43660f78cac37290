import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog, systemClock } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { type FleetChange, type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import { LagMeter } from '@lodestream/service-kit';
import { FakeEventBus, FakeLeases, type IncomingMessage, LeaseTable } from '@lodestream/streaming';
import { eventually } from '../../test/ingestion-harness.js';
import type { MinerConfig } from '../config.js';
import { FleetChanges } from './fleet-changes.js';
import { FleetLeader } from './fleet-leader.js';
import { FleetPublisher } from './fleet-publisher.js';

const topicPrefix = 'mining.';
const [fleetTopic, changesTopic] = [fullTopicName(topicPrefix, topics.fleetMiners), fullTopicName(topicPrefix, topics.fleetChanges)];
const configured = { id: 'configured', ip: '10.0.0.1', enabled: true } as MinerConfig;
const bugs: unknown[] = [];
let bus: FakeEventBus;
let table: LeaseTable;
let replicas: { leader: FleetLeader; leases: FakeLeases; decided: string[] }[];

/** A replica; whoever is opened first leads first. */
function open(instance: string, miners: readonly MinerConfig[] = [configured]) {
  const leases = new FakeLeases(table);
  const decided: string[] = [];
  const shared = { bus, clock: systemClock, log: silentLog, topicPrefix, source: `miner-ingestion/${instance}` };
  const publisher = new FleetPublisher({ ...shared, miners, stepWithinMs: 5_000 });
  const rules = { drivers: new Set(['vnish']), refusalOf: () => null };
  const changes = new FleetChanges({ ...shared, instance, rules, onDecided: (outcome) => decided.push(outcome), meter: new LagMeter(bus) });
  const leader = new FleetLeader({ leases, publisher, changes, clock: systemClock, log: silentLog, onBug: (bug) => bugs.push(bug) });
  const replica = { leader, leases, decided };
  replicas.push(replica);
  return replica;
}

beforeEach(async () => {
  [bus, table, replicas] = [new FakeEventBus(), new LeaseTable(), []];
  await bus.start();
  const settings = { partitions: 2, retentionMs: null };
  await bus.admin.applyTopics([
    { ...settings, topic: fleetTopic, compacted: true },
    { ...settings, topic: changesTopic, compacted: false },
  ]);
});
afterEach(async () => {
  for (const { leader } of replicas) await leader.stop();
  await bus.stop();
  expect(bugs).toEqual([]);
});

async function messages(topic: string): Promise<IncomingMessage[]> {
  const all = await Promise.all([0, 1].map((partition) => bus.read({ topic, partition, offset: 0 }, 1_000)));
  return all.flatMap((batch) => batch.messages);
}
const fleet = async (): Promise<Map<string, FleetMiner | null>> =>
  new Map(
    (await messages(fleetTopic)).map(({ key, value }) => [String(key), value === null ? null : topics.fleetMiners.codec.decode(value)]),
  );
const ask = (change: Partial<FleetChange> & { miner_id: string }) => {
  const whole = topics.fleetChanges.codec.create({
    change_id: `${change.miner_id}/1`,
    timestamp: 1,
    action: 'add',
    step: 'proposed',
    origin: 'page',
    ...change,
  });
  return bus.send(changesTopic, [{ key: change.miner_id, value: topics.fleetChanges.codec.encode(whole) }]);
};
const outcomes = async (): Promise<FleetChange[]> =>
  (await messages(changesTopic)).map(({ value }) => topics.fleetChanges.codec.decode(value!)).filter(({ step }) => step !== 'proposed');

describeLifecycle('FleetLeader', () => open('alone').leader);

describe('the leader of the fleet', () => {
  it('publishes the configuration, carries out what is asked for, and says what became of it', async () => {
    const one = open('one');
    await one.leader.start();
    await ask({ miner_id: 'new', values: { address: '"10.0.0.2"', model: '"S21"' } });
    await ask({ miner_id: 'configured', action: 'edit', values: { model: '"S21"' } });
    await eventually(async () => one.decided.length === 2);
    expect((await fleet()).get('new')).toMatchObject({ origin: 'page', address: '10.0.0.2', model: 'S21' });
    expect((await fleet()).get('configured')).toMatchObject({ origin: 'config', model: null });
    const [refused, accepted] = (await outcomes()).sort((a, b) => (a.miner_id < b.miner_id ? -1 : 1));
    expect(refused).toMatchObject({ change_id: 'configured/1', step: 'refused', reason: expect.stringContaining('change its line there') });
    expect(accepted).toMatchObject({ change_id: 'new/1', step: 'accepted', reason: null });
  });

  it('gives no address to two miners, until the one that has it is gone', async () => {
    const one = open('one', []);
    await one.leader.start();
    const values = { address: '"10.0.0.9"' };
    await ask({ miner_id: 'first', change_id: 'c1', values });
    await eventually(async () => one.decided.length === 1);
    await ask({ miner_id: 'second', change_id: 'c2', values });
    await eventually(async () => one.decided.length === 2);
    await ask({ miner_id: 'first', change_id: 'c3', action: 'remove' });
    await eventually(async () => one.decided.length === 3);
    await ask({ miner_id: 'second', change_id: 'c4', values });
    await eventually(async () => one.decided.length === 4);
    expect(one.decided).toEqual(['accepted', 'refused', 'accepted', 'accepted']);
    expect((await outcomes()).find(({ change_id }) => change_id === 'c2')!.reason).toBe('first has this address already.');
  });

  it('takes out only what configuration brought when a line of it is gone', async () => {
    const one = open('one');
    await one.leader.start();
    await ask({ miner_id: 'new', values: { address: '"10.0.0.2"' } });
    await eventually(async () => one.decided.length === 1);
    await one.leader.stop();
    const two = open('two', []);
    await two.leader.start();
    await eventually(async () => (await fleet()).get('configured') === null);
    expect((await fleet()).get('new')).toMatchObject({ origin: 'page' });
  });

  it('is one at a time: another goes on where it ended, and carries out nothing twice', async () => {
    const [one, two] = [open('one'), open('two')];
    await one.leader.start();
    await two.leader.start();
    await ask({ miner_id: 'first', values: { address: '"10.0.0.2"' } });
    await eventually(async () => one.decided.length === 1);
    expect([one.leader.isLeading(), two.leader.isLeading()]).toEqual([true, false]);
    one.leases.kill();
    await eventually(async () => two.leader.isLeading());
    await ask({ miner_id: 'second', values: { address: '"10.0.0.3"' } });
    await eventually(async () => two.decided.length === 1);
    expect([one.leader.isLeading(), one.decided, two.decided]).toEqual([false, ['accepted'], ['accepted']]);
    const written = (await messages(fleetTopic)).map(({ key }) => String(key)).sort();
    expect(written).toEqual(['configured', 'first', 'second']);
  });

  it('passes over what nobody can read, and counts it', async () => {
    const one = open('one');
    await one.leader.start();
    await bus.send(changesTopic, [{ key: 'x', value: 'no record' }]);
    await ask({ miner_id: 'new', values: { address: '"10.0.0.2"' } });
    await eventually(async () => one.decided.length === 2);
    expect([...one.decided].sort()).toEqual(['accepted', 'unreadable']);
  });
});
