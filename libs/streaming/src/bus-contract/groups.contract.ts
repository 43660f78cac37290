import { describe, expect, it } from '@jest/globals';
import { inWorld, testTimeoutMs, type OpenBus, type World } from './bus-under-test.js';
import { eventually } from './eventually.js';
import { Follower } from './follower.js';
import { numbered, numbers } from './numbered.js';

/** Who gets which partition. */
export function describeGroups(open: OpenBus): void {
  describe('groups', () => {
    it('each read everything', everyGroupReadsAll(open), testTimeoutMs);
    it('read a topic from its beginning, never from its latest', fromTheBeginning(open), testTimeoutMs);
    it('keep the order of a key', orderPerKey(open), testTimeoutMs);
    it('share partitions over their members, each partition with one', membersShare(open), testTimeoutMs);
    it('hold equal partition numbers of all their topics in one place', togetherness(open), testTimeoutMs);
    it('hand the partitions of a member that leaves to those who stay', leaving(open), testTimeoutMs);
    it('tell a member what it was given and what was taken', tellsAssignments(open), testTimeoutMs);
    it('say that a running member owns its partitions for a while to come', ownership(open), testTimeoutMs);
  });
  describe('readers from the beginning', () => {
    it('read all on every join, and commit nothing', beginners(open), testTimeoutMs);
    it('go on with what is new', beginnersGoOn(open), testTimeoutMs);
  });
}

const everyGroupReadsAll = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic();
    const followers = await Promise.all([0, 1, 2].map(() => Follower.join(bus(), { group: group(), topics: [name] })));
    for (const partition of [0, 1, 2]) await bus().send(name, numbered(partition * 10, partition * 10 + 10, partition));
    for (const follower of followers) {
      await follower.untilSeen(30);
      expect(
        follower
          .values()
          .map(Number)
          .sort((a, b) => a - b),
      ).toEqual(numbers(0, 30).map(Number));
    }
  });

const fromTheBeginning = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 5));
    const follower = await Follower.join(bus(), { group: group(), topics: [name] });
    await follower.untilSeen(5);
    await bus().send(name, numbered(5, 8));
    expect((await follower.untilSeen(8)).values()).toEqual(numbers(0, 8));
  });

const orderPerKey = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic();
    const follower = await Follower.join(bus(), { group: group(), topics: [name], maxBatchMessages: 4 });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const sends = numbers(0, 20).map((value) =>
      bus().send(
        name,
        keys.map((key) => ({ key, value })),
      ),
    );
    await Promise.all(sends);
    await follower.untilSeen(100);
    for (const key of keys) {
      expect(follower.seen.filter((message) => message.key === key).map(({ value }) => value)).toEqual(numbers(0, 20));
    }
    expect(Math.max(...follower.batches.map((batch) => batch.messages.length))).toBeLessThanOrEqual(4);
  });

const membersShare = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 12 });
    const [one, two] = await twoMembers(bus, group(), [name], 12);
    expect([...one.assigned(), ...two.assigned()].sort()).toEqual(every([name], 12));
    const owners = ownersOf([one, two]);
    for (let partition = 0; partition < 12; partition += 1) await bus().send(name, numbered(0, 3, partition));
    await eventually('all 36 messages', () => one.seen.length + two.seen.length >= 36);
    expect(one.seen.length + two.seen.length).toBe(36);
    for (const follower of [one, two]) {
      for (const { topic: of, partition } of follower.seen) expect(owners.get(`${of}/${partition}`)).toBe(follower);
    }
  });

const togetherness = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const topics = [await topic({ partitions: 8 }), await topic({ partitions: 8 })];
    const members = await twoMembers(bus, group(), topics, 16);
    for (const member of members) {
      const numbersOf = (of: string): string[] =>
        member
          .assigned()
          .filter((held) => held.startsWith(of))
          .map(numberOf)
          .sort();
      expect(numbersOf(topics[0]!)).toEqual(numbersOf(topics[1]!));
    }
  });

const leaving = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 6 });
    const [one, two] = await twoMembers(bus, group(), [name], 6);
    await two.subscription.stop();
    await eventually('the other member to hold all', () => one.assigned().length === 6);
    for (let partition = 0; partition < 6; partition += 1) await bus().send(name, numbered(0, 1, partition));
    await one.untilSeen(6);
    expect(two.seen).toEqual([]);
    expect(two.subscription.state()).toMatchObject({ running: false, assigned: [] });
  });

const tellsAssignments = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 2 });
    const told: string[] = [];
    const follower = await Follower.join(bus(), {
      group: group(),
      topics: [name],
      onAssigned: (partitions) => void told.push(`+${partitions.length}`),
      onRevoked: (partitions) => void told.push(`-${partitions.length}`),
    });
    await eventually('the assignment', () => told.includes('+2'));
    await follower.subscription.stop();
    expect(told.at(-1)).toBe('-2');
  });

const ownership = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const follower = await Follower.join(bus(), { group: group(), topics: [await topic()] });
    await eventually('the assignment', () => follower.assigned().length === 3);
    await eventually('ownership', () => follower.subscription.state().ownedUntilMs > performance.now());
    expect(follower.subscription.state()).toMatchObject({ running: true, lastError: null });
  });

const beginners = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 6));
    const reader = { group: group(), topics: [name], from: 'beginning' } as const;
    for (let join = 0; join < 2; join += 1) {
      const follower = await Follower.join(bus(), reader);
      expect((await follower.untilSeen(6)).values()).toEqual(numbers(0, 6));
      await follower.subscription.stop();
    }
    expect(await bus().admin.groupOffsets(reader.group, [name])).toMatchObject([{ committed: null }]);
  });

const beginnersGoOn = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    await bus().send(name, numbered(0, 3));
    const follower = await Follower.join(bus(), { group: group(), topics: [name], from: 'beginning' });
    await follower.untilSeen(3);
    await bus().send(name, numbered(3, 6));
    expect((await follower.untilSeen(6)).values()).toEqual(numbers(0, 6));
  });

type Members = readonly [Follower, Follower];

async function twoMembers(bus: World['bus'], group: string, topics: string[], partitions: number): Promise<Members> {
  const one = await Follower.join(bus(), { group, topics, instance: 'member-one' });
  const two = await Follower.join(bus(), { group, topics, instance: 'member-two' });
  await eventually('two members to share all partitions', () => {
    const [first, second] = [one.assigned(), two.assigned()];
    const distinct = new Set([...first, ...second]);
    return first.length > 0 && second.length > 0 && first.length + second.length === partitions && distinct.size === partitions;
  });
  return [one, two];
}

function ownersOf(members: readonly Follower[]): Map<string, Follower> {
  return new Map(members.flatMap((member) => member.assigned().map((held) => [held, member] as const)));
}

function every(topics: readonly string[], partitions: number): string[] {
  return topics.flatMap((topic) => numbers(0, partitions).map((partition) => `${topic}/${partition}`)).sort();
}

function numberOf(held: string): string {
  return held.split('/').at(-1) ?? '';
}
