import { afterEach, describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { everything, numbered, numbers } from '../bus-contract/numbered.js';
import type { BusEvent } from './bus-event.js';
import { FaultyLogStore } from './faulty-log.store.js';
import type { LocalBusOptions } from './local-bus-options.js';
import { LocalEventBus } from './local-event-bus.js';

const topic = 'faults';
let bus: LocalEventBus;
let store: FaultyLogStore;
let events: BusEvent[];

async function open(options: LocalBusOptions = {}): Promise<void> {
  events = [];
  store = new FaultyLogStore();
  bus = new LocalEventBus(store, { onEvent: (event) => events.push(event), ...options });
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
}

const storageStates = (): string[] => events.flatMap((event) => (event.kind === 'storage' ? [event.storage.state] : []));

afterEach(() => bus.abort());

describe('a local bus whose disk refuses', () => {
  it('waits, and goes on by itself with nothing lost, doubled or out of order', async () => {
    await open();
    store.fault = 'refuses';
    const before = store.writes;
    const gate = Promise.withResolvers<void>();
    store.hold = gate.promise;
    const sends = [bus.send(topic, numbered(0, 5))];
    await eventually('the first to be under way', () => store.writes > before);
    sends.push(bus.send(topic, numbered(5, 9)), bus.send(topic, numbered(9, 12)));
    gate.resolve();
    await eventually('some tries', () => store.writes > before + 3);
    expect(bus.storage().state).toBe('failing');
    store.fault = 'none';
    expect((await Promise.all(sends)).flat().map(({ offset }) => offset)).toEqual(numbers(0, 12).map(Number));
    expect(await everything(bus, topic)).toEqual(numbers(0, 12));
    expect(storageStates()).toEqual(['failing', 'well']);
  });

  it('gives a send up for now when its patience ends, and leaves no gap behind', async () => {
    await open({ patienceMs: 150 });
    store.fault = 'refuses';
    await expect(bus.send(topic, numbered(0, 3))).rejects.toMatchObject({
      name: 'TransientError',
      errorClass: 'storage',
    });
    store.fault = 'none';
    expect((await bus.send(topic, numbered(3, 5))).map(({ offset }) => offset)).toEqual([0, 1]);
    expect(await everything(bus, topic)).toEqual(['3', '4']);
  });

  it('does not write again what had been written though the answer said otherwise', async () => {
    await open();
    store.fault = 'fails-after-writing';
    expect((await bus.send(topic, numbered(0, 4))).map(({ offset }) => offset)).toEqual([0, 1, 2, 3]);
    store.fault = 'none';
    await bus.send(topic, numbered(4, 5));
    expect(await everything(bus, topic)).toEqual(numbers(0, 5));
  });

  it('delivers again what a handler could not commit', async () => {
    await open({ patienceMs: 100 });
    await bus.send(topic, numbered(0, 3));
    store.fault = 'refuses';
    const follower = Follower.join(bus, { group: 'g', topics: [topic] });
    await expect(follower).rejects.toBeInstanceOf(TransientError);
    store.fault = 'none';
    const joined = await Follower.join(bus, {
      group: 'g',
      topics: [topic],
      before: () => void (store.fault = joinedOnce()),
    });
    await joined.untilSeen(6);
    expect(joined.values()).toEqual([...numbers(0, 3), ...numbers(0, 3)]);
  });
});

describe('a local bus on a disk that is nearly full', () => {
  it('takes nothing in, lets readers go on and commit, and heals by itself', async () => {
    await open({ minFreeBytes: 1_000 });
    await bus.send(topic, numbered(0, 3));
    store.free = 999;
    await eventually('the disk to be found full', async () => {
      void bus.send(topic, numbered(3, 4)).catch(() => undefined);
      return bus.storage().state === 'full';
    });
    const follower = await Follower.join(bus, { group: 'g', topics: [topic] });
    await follower.untilSeen(3);
    await eventually('the commit', async () => ((await bus.admin.groupOffsets('g', [topic]))[0]?.committed ?? 0) >= 3);
    store.free = Infinity;
    const [at] = await bus.send(topic, numbered(9, 10));
    await eventually('the last message', () => follower.values().at(-1) === '9');
    expect((await everything(bus, topic)).length).toBe(at!.offset + 1);
    expect(storageStates()).toEqual(['full', 'well']);
  });
});

describe('a local bus that is given more than it can write', () => {
  it('refuses for now what would wait beyond the bound', async () => {
    await open({ pendingBytes: 10_000 });
    const gate = Promise.withResolvers<void>();
    store.hold = gate.promise;
    const value = 'x'.repeat(4_000);
    const sends = [1, 2, 3, 4].map(() => bus.send(topic, [{ key: null, value }]));
    const outcomes = Promise.allSettled(sends);
    await expect(sends[2]).rejects.toMatchObject({
      name: 'TransientError',
      errorClass: 'resource_exhaustion',
    });
    gate.resolve();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect((await everything(bus, topic)).length).toBe(2);
  });

  it('writes together what came while a transaction was under way', async () => {
    await open();
    const before = store.writes;
    await Promise.all(numbers(0, 200).map((value) => bus.send(topic, [{ key: null, value, partition: 0 }])));
    expect(store.writes - before).toBeLessThanOrEqual(2);
    expect(await everything(bus, topic)).toEqual(numbers(0, 200));
  });
});

/** Refuses the first time it is asked, and soon takes again. */
let asked = 0;
function joinedOnce(): 'refuses' | 'none' {
  asked += 1;
  if (asked > 1) return 'none';
  setTimeout(() => (store.fault = 'none'), 250);
  return 'refuses';
}
