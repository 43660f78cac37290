import { describe, expect, it } from '@jest/globals';
import { inWorld, testTimeoutMs, type OpenBus } from './bus-under-test.js';
import { eventually } from './eventually.js';
import { Follower } from './follower.js';
import { everything, numbered, numbers } from './numbered.js';

/** What outlives a stop, and what outlives a kill. */
export function describeRestarts(open: OpenBus): void {
  describe('offsets', () => {
    it('are kept with the text that came along', commits(open), testTimeoutMs);
    it('are where a group goes on after a stop', resumes(open), testTimeoutMs);
    it('let what was not committed come again', redelivers(open), testTimeoutMs);
    it('come back to what was committed inside a batch', commitsInside(open), testTimeoutMs);
  });
  describe.each(['stop', 'kill'] as const)('after a %s', (end) => {
    it('what was acknowledged is there, once and in order', survives(open, end), testTimeoutMs);
    it('a group goes on where it committed', groupSurvives(open, end), testTimeoutMs);
  });
}

const commits = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic, group }) => {
    const name = await topic({ partitions: 2 });
    await bus().send(name, numbered(0, 4));
    const options = { group: group(), topics: [name] };
    const metadata = JSON.stringify({ stored: 3, dropped: { 'zu spät': 1 } });
    let committed = false;
    const subscription = await bus().subscribe({
      ...options,
      handler: async (_batch, context) => {
        await context.commit(3, metadata);
        committed = true;
      },
    });
    await eventually('the commit', () => committed);
    const expected = [
      { topic: name, partition: 0, committed: 3, metadata, logStart: 0, logEnd: 4 },
      { topic: name, partition: 1, committed: null, metadata: '', logStart: 0, logEnd: 0 },
    ];
    expect(await bus().admin.groupOffsets(options.group, [name])).toEqual(expected);
    await subscription.stop();
    await under.reopen();
    expect(await bus().admin.groupOffsets(options.group, [name])).toEqual(expected);
  });

const resumes = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 10));
    const first = await Follower.join(bus(), options);
    await first.untilSeen(10);
    await first.subscription.stop();
    await bus().send(name, numbered(10, 15));
    const second = await Follower.join(bus(), options);
    expect((await second.untilSeen(5)).values()).toEqual(numbers(10, 15));
  });

const redelivers = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 10));
    const first = await Follower.join(bus(), { ...options, uncommitted: true });
    await first.untilSeen(10);
    await bus().send(name, numbered(10, 12));
    expect((await first.untilSeen(12)).values()).toEqual(numbers(0, 12));
    await first.subscription.stop();
    const second = await Follower.join(bus(), options);
    expect((await second.untilSeen(12)).values()).toEqual(numbers(0, 12));
  });

const commitsInside = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 10));
    let failed = 0;
    const before = async (_batch: unknown, context: { commit(next: number): Promise<void> }): Promise<void> => {
      if (failed > 0) return;
      await context.commit(4);
      failed += 1;
      throw new Error('stopped half-way');
    };
    const follower = await Follower.join(bus(), { ...options, before });
    expect((await follower.untilSeen(6)).values()).toEqual(numbers(4, 10));
  });

const survives = (open: OpenBus, end: 'stop' | 'kill') =>
  inWorld(open, async ({ under, bus, topic }) => {
    const name = await topic({ partitions: 2 });
    const acknowledged: string[] = [];
    for (let from = 0; from < 50; from += 5) {
      await bus().send(name, numbered(from, from + 5, 1));
      acknowledged.push(...numbers(from, from + 5));
    }
    if (end === 'kill') await under.kill();
    await under.reopen();
    expect(await everything(bus(), name, 1)).toEqual(acknowledged);
    const [next] = await bus().send(name, numbered(50, 51, 1));
    expect(next).toEqual({ topic: name, partition: 1, offset: 50 });
  });

const groupSurvives = (open: OpenBus, end: 'stop' | 'kill') =>
  inWorld(open, async ({ under, bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name], maxBatchMessages: 5 };
    await bus().send(name, numbered(0, 20));
    let handled = 0;
    const before = async ({ messages }: { messages: readonly { offset: number }[] }): Promise<void> => {
      if (messages[0]!.offset < 10) return;
      handled += 1;
      throw new Error('too early');
    };
    const first = await Follower.join(bus(), { ...options, before });
    await eventually('what cannot be handled yet', () => handled > 0);
    expect(first.values()).toEqual(numbers(0, 10));
    if (end === 'kill') await under.kill();
    await under.reopen();
    const second = await Follower.join(bus(), options);
    expect((await second.untilSeen(10)).values()).toEqual(numbers(10, 20));
  });
