import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { numbered, numbers } from '../bus-contract/numbered.js';
import { maxCommitMetadataBytes, type BatchHandler } from '../event-bus.port.js';
import { LocalEventBus } from './local-event-bus.js';
import { MemoryLogStore } from './memory-log.store.js';

const topic = 'local';
let bus: LocalEventBus;

beforeEach(async () => {
  bus = new LocalEventBus(new MemoryLogStore(), { maxBatchBytes: 10_000 });
  await bus.start();
  await bus.admin.applyTopics([
    { topic, partitions: 2, retentionMs: null, compacted: false },
    { topic: 'table', partitions: 1, retentionMs: null, compacted: true },
  ]);
});
afterEach(() => bus.abort());

describe('a local bus refuses for good', () => {
  it.each([
    { what: 'a topic that was never applied', send: () => bus.send('nowhere', numbered(0, 1)) },
    { what: 'a partition that is not there', send: () => bus.send(topic, numbered(0, 1, 9)) },
    {
      what: 'a time that is none',
      send: () => bus.send(topic, [{ key: 'k', value: 'v', timestampMs: Number.NaN }]),
    },
    { what: 'a table’s row without a key', send: () => bus.send('table', [{ key: null, value: 'v' }]) },
    {
      what: 'a topic whose name has a blank',
      send: () => bus.admin.applyTopics([{ topic: 'a b', partitions: 1, retentionMs: null, compacted: false }]),
    },
    {
      what: 'a group whose name has a blank',
      send: () => Follower.join(bus, { group: 'a b', topics: [topic] }),
    },
    {
      what: 'to follow what is not there',
      send: () => Follower.join(bus, { group: 'g', topics: ['nowhere'] }),
    },
    {
      what: 'a seed behind the end',
      send: () => bus.admin.seedOffsets('g', [{ topic, partition: 0, offset: 1 }]),
    },
  ])('$what', async ({ send }) => {
    await expect(send()).rejects.toBeInstanceOf(PermanentError);
  });

  it.each([
    { what: 'behind the end', next: 4, metadata: '' },
    { what: 'between two offsets', next: 1.5, metadata: '' },
    { what: 'with too long a text', next: 1, metadata: 'x'.repeat(maxCommitMetadataBytes + 1) },
  ])('a commit $what', async ({ next, metadata }) => {
    await bus.send(topic, numbered(0, 3));
    const refusal = Promise.withResolvers<unknown>();
    const handler: BatchHandler = (_batch, context) => context.commit(next, metadata).catch(refusal.resolve);
    await bus.subscribe({ group: 'g', topics: [topic], handler });
    expect(await refusal.promise).toBeInstanceOf(PermanentError);
    expect((await bus.admin.groupOffsets('g', [topic]))[0]?.committed).toBeNull();
  });
});

describe('a local bus delivers', () => {
  it('no more bytes at once than a batch may have, but always a message', async () => {
    const heavy = Array.from({ length: 6 }, () => ({ key: null, value: 'x'.repeat(300_000), partition: 0 }));
    await bus.send(topic, heavy);
    const follower = await Follower.join(bus, { group: 'g', topics: [topic] });
    await follower.untilSeen(6);
    expect(follower.batches.map(({ messages }) => messages.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('in turns: a partition far behind does not hold up another', async () => {
    for (let from = 0; from < 400; from += 10) await bus.send(topic, numbered(from, from + 10, 0));
    await bus.send(topic, numbered(0, 10, 1));
    const follower = await Follower.join(bus, { group: 'g', topics: [topic], maxBatchMessages: 10 });
    await follower.untilSeen(410);
    const turnOfOther = follower.batches.findIndex(({ partition }) => partition === 1);
    expect(turnOfOther).toBeLessThan(4);
  });

  it('to a member only when it has taken in its assignment, and asks again when it could not', async () => {
    await bus.send(topic, numbered(0, 3));
    const told: string[] = [];
    const onAssigned = (): void => {
      told.push('assigned');
      if (told.length === 1) throw new Error('not ready');
    };
    const before = (): void => void told.push('batch');
    const follower = await Follower.join(bus, { group: 'g', topics: [topic], onAssigned, before });
    await follower.untilSeen(3);
    expect(told).toEqual(['assigned', 'assigned', 'batch']);
  });

  it('to those who stay, though a member that leaves stumbles', async () => {
    const onRevoked = (): void => {
      throw new Error('stumbled');
    };
    const leaving = await Follower.join(bus, { group: 'g', topics: [topic], onRevoked });
    await leaving.subscription.stop();
    expect(leaving.subscription.state().lastError?.message).toBe('stumbled');
    await bus.send(topic, numbered(0, 3));
    const staying = await Follower.join(bus, { group: 'g', topics: [topic] });
    expect((await staying.untilSeen(3)).values()).toEqual(numbers(0, 3));
  });

  it('again once the handler works again, and forgets the error', async () => {
    let broken = true;
    const before = (): void => {
      if (broken) throw new Error('broken');
    };
    await bus.send(topic, numbered(0, 3));
    const follower = await Follower.join(bus, { group: 'g', topics: [topic], before });
    await eventually('the error', () => follower.subscription.state().lastError);
    broken = false;
    await follower.untilSeen(3);
    await eventually('the error to be forgotten', () => follower.subscription.state().lastError === null);
  });
});

describe('a local bus', () => {
  it('that was stopped before it was started can be started, stopped and started again', async () => {
    const fresh = new LocalEventBus(new MemoryLogStore());
    await fresh.stop();
    for (let round = 0; round < 2; round += 1) {
      await Promise.all([fresh.start(), fresh.start()]);
      await fresh.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
      expect((await fresh.send(topic, numbered(0, 1)))[0]?.offset).toBe(round);
      await fresh.stop();
      await expect(fresh.send(topic, numbered(0, 1))).rejects.toThrow('not running');
    }
  });
});
