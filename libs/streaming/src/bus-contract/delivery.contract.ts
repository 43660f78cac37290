import { describe, expect, it } from '@jest/globals';
import { inWorld, testTimeoutMs, type OpenBus } from './bus-under-test.js';
import { eventually, Gate } from './eventually.js';
import { Follower } from './follower.js';
import { numbered, numbers } from './numbered.js';

/** How batches reach a handler, and what happens when it is slow, refuses, or has to go. */
export function describeDelivery(open: OpenBus): void {
  describe('delivery', () => {
    it('gives what a handler rejected again, and skips nothing', retried(open), testTimeoutMs);
    it('lets other partitions go on while one is poisoned', poison(open), testTimeoutMs);
    it('hands over one batch of a partition at a time', oneAtATime(open), testTimeoutMs);
    it('holds still while paused, and goes on when resumed', pausing(open), testTimeoutMs);
    it('lets a long handler say that it is alive', heartbeats(open), testTimeoutMs);
    it('aborts the signal of a handler whose partition is taken away', revoked(open), testTimeoutMs);
  });
  describe('stopping a subscription', () => {
    it('lets the batch in flight end and commit, and is safe twice', stopDrains(open), testTimeoutMs);
    it('does not wait past its deadline, and refuses a commit that comes too late', stopIsBounded(open), testTimeoutMs);
    it('is done by stopping the bus too', busStops(open), testTimeoutMs);
  });
}

const retried = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 12));
    let failures = 0;
    const before = (): void => {
      failures += 1;
      if (failures === 2 || failures === 3) throw new Error('the sink is away');
    };
    const follower = await Follower.join(bus(), {
      group: group(),
      topics: [name],
      maxBatchMessages: 4,
      before,
    });
    await eventually('the error to show', () => follower.subscription.state().lastError ?? failures > 3);
    expect((await follower.untilSeen(12)).values()).toEqual(numbers(0, 12));
    expect(failures).toBeGreaterThanOrEqual(5);
    expect(follower.subscription.state().running).toBe(true);
  });

const poison = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic();
    for (const partition of [0, 1, 2]) await bus().send(name, numbered(0, 5, partition));
    let refusals = 0;
    const before = ({ partition }: { partition: number }): void => {
      if (partition !== 0) return;
      refusals += 1;
      throw new Error('poison');
    };
    const follower = await Follower.join(bus(), { group: group(), topics: [name], before });
    await eventually('the poisoned partition to be tried', () => refusals > 0);
    await follower.untilSeen(10);
    for (const partition of [1, 2]) await bus().send(name, numbered(5, 8, partition));
    await follower.untilSeen(16);
    await eventually('the poisoned partition to be tried again', () => refusals > 1);
    expect(follower.seen.some(({ partition }) => partition === 0)).toBe(false);
    expect(follower.subscription.state().lastError?.message).toContain('poison');
  });

const oneAtATime = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 2 });
    const gate = new Gate();
    const inside = [0, 0];
    let most = 0;
    const before = async ({ partition }: { partition: number }): Promise<void> => {
      inside[partition]! += 1;
      most = Math.max(most, ...inside);
      await (partition === 0 ? gate.passed() : undefined);
      inside[partition]! -= 1;
    };
    const follower = await Follower.join(bus(), {
      group: group(),
      topics: [name],
      maxBatchMessages: 5,
      before,
    });
    await bus().send(name, numbered(0, 5, 0));
    await eventually('the handler to be held up', () => inside[0] === 1);
    for (let from = 5; from < 50; from += 5) await bus().send(name, numbered(from, from + 5, 0));
    expect(follower.seen.some(({ partition }) => partition === 0)).toBe(false);
    gate.open();
    await follower.untilSeen(50);
    expect([most, follower.values()]).toEqual([1, numbers(0, 50)]);
  });

const pausing = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const paused = await Follower.join(bus(), { group: group(), topics: [name] });
    const witness = await Follower.join(bus(), { group: group(), topics: [name] });
    await bus().send(name, numbered(0, 3));
    await Promise.all([paused.untilSeen(3), witness.untilSeen(3)]);
    paused.subscription.pause();
    for (let from = 3; from < 30; from += 3) await bus().send(name, numbered(from, from + 3));
    await witness.untilSeen(30);
    expect(paused.values()).toEqual(numbers(0, 3));
    paused.subscription.resume();
    expect((await paused.untilSeen(30)).values()).toEqual(numbers(0, 30));
  });

const heartbeats = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 1));
    let alive = 0;
    const follower = await Follower.join(bus(), {
      group: group(),
      topics: [name],
      before: async (_batch, context) => {
        for (alive = 0; alive < 5; alive += 1) await context.heartbeat();
      },
    });
    await follower.untilSeen(1);
    expect(alive).toBe(5);
  });

const revoked = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 8 });
    const shared = { group: group(), topics: [name] };
    for (let partition = 0; partition < 8; partition += 1) await bus().send(name, numbered(0, 1, partition));
    const aborted = new Set<number>();
    const one = await Follower.join(bus(), {
      ...shared,
      instance: 'member-one',
      before: async ({ partition }, context) => {
        await eventually('the partition to be taken away', () =>
          context.heartbeat().then(
            () => context.signal.aborted,
            () => context.signal.aborted,
          ),
        );
        aborted.add(partition);
        throw new Error('not done');
      },
    });
    await eventually('the first member to hold all', () => one.assigned().length === 8);
    const two = await Follower.join(bus(), { ...shared, instance: 'member-two' });
    await eventually('the second member to be given some', () => two.assigned().length > 0 && one.assigned().length < 8);
    await two.untilSeen(two.assigned().length);
    expect(aborted.size).toBeGreaterThan(0);
    expect(one.seen).toEqual([]);
  });

const stopDrains = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 4));
    const gate = new Gate();
    let signal: AbortSignal | undefined;
    const before = (_batch: unknown, context: { signal: AbortSignal }): Promise<void> => {
      signal = context.signal;
      return gate.passed();
    };
    const options = { group: group(), topics: [name], maxBatchMessages: 4, before };
    const follower = await Follower.join(bus(), options);
    await eventually('the handler to begin', () => signal);
    await bus().send(name, numbered(4, 8));
    const stopping = follower.subscription.stop(20_000);
    await eventually('the signal to abort', () => signal?.aborted);
    gate.open();
    await stopping;
    await follower.subscription.stop();
    expect(follower.values()).toEqual(numbers(0, 4));
    expect(await bus().admin.groupOffsets(options.group, [name])).toMatchObject([{ committed: 4, logEnd: 8 }]);
  });

const stopIsBounded = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 4));
    const gate = new Gate();
    let begun = false;
    let late: Promise<void> | undefined;
    const options = { group: group(), topics: [name] };
    const subscription = await bus().subscribe({
      ...options,
      handler: async (_batch, context) => {
        begun = true;
        await gate.passed();
        late = context.commit(4);
        await late.catch(() => undefined);
      },
    });
    await eventually('the handler to begin', () => begun);
    const began = performance.now();
    await subscription.stop(300);
    expect(performance.now() - began).toBeLessThan(10_000);
    gate.open();
    await expect(eventually('the late commit', () => late && { settled: late }).then(({ settled }) => settled)).rejects.toThrow();
    expect(await bus().admin.groupOffsets(options.group, [name])).toMatchObject([{ committed: null }]);
  });

const busStops = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const follower = await Follower.join(bus(), { group: group(), topics: [name] });
    await bus().send(name, numbered(0, 2));
    await follower.untilSeen(2);
    await under.bus.stop();
    await under.bus.stop();
    expect(follower.subscription.state()).toMatchObject({ running: false, assigned: [] });
    await expect(under.bus.send(name, numbered(2, 3))).rejects.toThrow();
  });
