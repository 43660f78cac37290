import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog, TransientError } from '@lodestream/component';
import { fullTopicName, topics } from '@lodestream/records';
import { type EventBus, FakeEventBus } from '@lodestream/streaming';
import { ToldTicks } from './told-ticks.js';

const topic = fullTopicName('t.', topics.minerTelemetry);

describe('the ticks that were told', () => {
  let bus: FakeEventBus;
  let reads: number;
  beforeEach(async () => {
    bus = new FakeEventBus();
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: null, compacted: false }]);
    reads = 0;
  });
  afterEach(() => bus.stop());

  const reading = (key: string, tick: number | string, partition = 0) => ({
    key,
    value: '{}',
    partition,
    headers: { 'event-id': `${key}:${tick}:poll` },
  });
  const counted: Pick<EventBus, 'read' | 'admin'> = {
    get admin() {
      return bus.admin;
    },
    read: (at, most) => {
      reads += 1;
      return bus.read(at, most);
    },
  };
  const recalled = async (partitions: readonly number[], over = counted, ticksWithinMs = 60_000): Promise<ToldTicks> => {
    const ticks = new ToldTicks({ bus: over, log: silentLog, topicPrefix: 't.', ticksWithinMs });
    await ticks.recall(partitions);
    return ticks;
  };

  it('are those of the newest readings in the partitions that are ours, handed out once', async () => {
    await bus.send(topic, [reading('a', 60_000), reading('a', 120_000), reading('a:b', 7), reading('c', 60_000, 1)]);
    const ticks = await recalled([0]);
    expect(['a', 'a', 'a:b', 'c', 'unheard'].map((id) => ticks.take(id))).toEqual([120_000, null, 7, null, null]);
  });

  it('are looked for as far back as there is news of any miner, and no further', async () => {
    await bus.send(topic, [reading('long ago', 1)]);
    for (let n = 0; n < 3; n += 1)
      await bus.send(
        topic,
        Array.from({ length: 400 }, () => reading('often', n)),
      );
    await bus.send(topic, [...Array(400).keys()].map((n) => reading(`m${n}`, n)).concat(Array(200).fill(reading('often', 9))));
    const ticks = await recalled([0]);
    expect(['m0', 'm399', 'often', 'long ago'].map((id) => ticks.take(id))).toEqual([0, 399, 9, null]);
    expect(reads).toBe(3);
  });

  it('are none of what says none, and of the first readings there are', async () => {
    await bus.send(topic, [reading('first', 5), { key: 'odd', value: '{}', partition: 0 }, reading('odd', 'soon')]);
    const ticks = await recalled([0]);
    expect(['first', 'odd'].map((id) => ticks.take(id))).toEqual([5, null]);
  });

  it('are sought in ten thousand readings of a partition at most', async () => {
    await bus.send(topic, [reading('beyond', 1)]);
    for (let page = 0; page < 25; page += 1)
      await bus.send(
        topic,
        Array.from({ length: 400 }, (_, n) => reading(`m${page}-${n}`, 2)),
      );
    const ticks = await recalled([0]);
    expect([ticks.take('m0-0'), ticks.take('beyond'), reads]).toEqual([2, null, 25]);
  });

  it('are gone with the partitions, and read anew when they come back', async () => {
    await bus.send(topic, [reading('a', 1)]);
    const ticks = await recalled([0]);
    ticks.forget([0]);
    expect(ticks.take('a')).toBeNull();
    await bus.send(topic, [reading('a', 2)]);
    await ticks.recall([0]);
    expect(ticks.take('a')).toBe(2);
  });

  it('are unknown while the bus is away, which keeps nobody from polling', async () => {
    const ticks = await recalled([0], { admin: bus.admin, read: () => Promise.reject(new TransientError('away', 'connectivity')) });
    expect(ticks.take('a')).toBeNull();
  });

  it('are unknown of a bus that does not answer in time, and one that answers late is not asked on', async () => {
    await bus.send(
      topic,
      [...Array(800).keys()].map((n) => reading(`m${n}`, n)),
    );
    const late = Promise.withResolvers<Awaited<ReturnType<EventBus['read']>>>();
    const read: EventBus['read'] = (at, most) => {
      reads += 1;
      return reads === 1 ? late.promise : bus.read(at, most);
    };
    const ticks = await recalled([0], { admin: bus.admin, read }, 50);
    late.resolve(await bus.read({ topic, partition: 0, offset: 400 }, 400));
    await new Promise((resolve) => setImmediate(resolve));
    expect([ticks.take('m799'), reads]).toEqual([null, 1]);
  });
});
