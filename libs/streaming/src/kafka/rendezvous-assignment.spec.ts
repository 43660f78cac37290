import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TopicPartition } from '../event-bus.port.js';
import { assignPartitions, type GroupMemberView, type Share } from './rendezvous-assignment.js';

const member = (instance: string, topics: readonly string[], holds: readonly TopicPartition[] = []): GroupMemberView => ({
  memberId: `id-${instance}`,
  instance,
  topics,
  holds,
});

const flat = (share: Share | undefined): TopicPartition[] =>
  Object.entries(share ?? {}).flatMap(([topic, numbers]) => numbers.map((partition) => ({ topic, partition })));

const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}-[0-9]{1,3}$/), { minLength: 1, maxLength: 12 });
const counts = fc.integer({ min: 1, max: 48 });
const topicsOf = (count: number): Map<string, number> =>
  new Map([
    ['a', count],
    ['b', count],
    ['c', count],
  ]);
const all = ['a', 'b', 'c'];

/** Assigns, then lets everyone hold what it got. */
function settle(instances: readonly string[], count: number, before: readonly GroupMemberView[] = []): GroupMemberView[] {
  const members = instances.map((instance) => before.find((each) => each.instance === instance) ?? member(instance, all));
  const shares = assignPartitions(members, topicsOf(count));
  return members.map((each) => ({ ...each, holds: flat(shares.get(each.memberId)) }));
}

const ownersOf = (members: readonly GroupMemberView[]): Map<string, string> =>
  new Map(members.flatMap(({ instance, holds }) => holds.map(({ topic, partition }) => [`${topic}/${partition}`, instance] as const)));
const numbersOf = ({ holds }: GroupMemberView, topic: string): number[] =>
  holds.filter((at) => at.topic === topic).map(({ partition }) => partition);

describe('assignPartitions', () => {
  it('gives every partition to exactly one member', () => {
    fc.assert(
      fc.property(names, counts, (instances, count) => {
        const held = settle(instances, count).flatMap(({ holds }) => holds.map(({ topic, partition }) => `${topic}/${partition}`));
        expect(held).toHaveLength(count * 3);
        expect(new Set(held).size).toBe(count * 3);
      }),
    );
  });

  it('keeps equal numbers of co-partitioned topics together', () => {
    fc.assert(
      fc.property(names, counts, (instances, count) => {
        for (const each of settle(instances, count)) {
          expect(numbersOf(each, 'b')).toEqual(numbersOf(each, 'a'));
          expect(numbersOf(each, 'c')).toEqual(numbersOf(each, 'a'));
        }
      }),
    );
  });

  it('shares evenly: two members differ by one number at most', () => {
    fc.assert(
      fc.property(names, counts, (instances, count) => {
        const loads = settle(instances, count).map((each) => numbersOf(each, 'a').length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('moves to a new member no more than its share, and nothing between the others', () => {
    fc.assert(
      fc.property(names, counts, (instances, count) => {
        const [newcomer, ...old] = instances;
        fc.pre(old.length > 0);
        const before = settle(old, count);
        const after = settle(instances, count, before);
        const [was, is] = [ownersOf(before), ownersOf(after)];
        const moved = [...is].filter(([at, owner]) => was.get(at) !== owner);
        expect(moved.every(([, owner]) => owner === newcomer)).toBe(true);
        expect(moved.length).toBeLessThanOrEqual(Math.ceil(count / instances.length) * 3);
      }),
    );
  });

  it('moves only what a leaving member held', () => {
    fc.assert(
      fc.property(names, counts, (instances, count) => {
        const [leaver, ...rest] = instances;
        fc.pre(rest.length > 0);
        const before = settle(instances, count);
        const is = ownersOf(settle(rest, count, before));
        for (const [at, owner] of ownersOf(before)) if (owner !== leaver) expect(is.get(at)).toBe(owner);
      }),
    );
  });

  it('comes to the same result whatever the order of members, so that a restarted name finds its old partitions', () => {
    fc.assert(
      fc.property(names, counts, (instances, count) => {
        expect(ownersOf(settle([...instances].reverse(), count))).toEqual(ownersOf(settle(instances, count)));
      }),
    );
  });

  it('gives a partition claimed twice to one of the two', () => {
    const claim = [{ topic: 'a', partition: 0 }];
    const shares = assignPartitions([member('x', ['a'], claim), member('y', ['a'], claim)], new Map([['a', 2]]));
    expect([...flat(shares.get('id-x')), ...flat(shares.get('id-y'))].map(({ partition }) => partition).sort()).toEqual([0, 1]);
  });

  it('gives members of one name each a share', () => {
    const twins = ['1', '2'].map((memberId) => ({ ...member('same', ['a']), memberId }));
    const shares = assignPartitions(twins, new Map([['a', 8]]));
    expect(twins.map(({ memberId }) => flat(shares.get(memberId)).length)).toEqual([4, 4]);
  });

  it('gives a topic only to those who read it', () => {
    const shares = assignPartitions(
      [member('x', ['a']), member('y', ['a', 'b'])],
      new Map([
        ['a', 4],
        ['b', 4],
      ]),
    );
    expect(shares.get('id-x')?.['b']).toBeUndefined();
    expect(shares.get('id-y')?.['b']).toEqual([0, 1, 2, 3]);
  });

  describe('where a group reads joined topics and others beside them', () => {
    const mixed = new Map([
      ['left', 24],
      ['right', 24],
      ['changes', 24],
      ['pools', 6],
      ['market', 1],
    ]);
    const topics = [...mixed.keys()];
    const reading = (instances: readonly string[], before: readonly GroupMemberView[] = [], reads = topics): GroupMemberView[] => {
      const members = instances.map((instance) => ({ ...member(instance, reads), holds: holdsOf(before, instance) }));
      const shares = assignPartitions(members, new Map([...mixed].filter(([topic]) => reads.includes(topic))));
      return members.map((each) => ({ ...each, holds: flat(shares.get(each.memberId)) }));
    };
    const holdsOf = (before: readonly GroupMemberView[], instance: string): readonly TopicPartition[] =>
      before.find((each) => each.instance === instance)?.holds ?? [];

    it('equal numbers of the joined ones live together, whatever comes and goes', () => {
      fc.assert(
        fc.property(fc.array(names, { minLength: 1, maxLength: 6 }), (generations) => {
          let members: GroupMemberView[] = [];
          for (const instances of generations) {
            members = reading(instances, members);
            for (const each of members) {
              expect(numbersOf(each, 'right')).toEqual(numbersOf(each, 'left'));
              expect(numbersOf(each, 'changes')).toEqual(numbersOf(each, 'left'));
            }
          }
        }),
      );
    });

    it('a new member takes no more than its share of each, and only for itself', () => {
      fc.assert(
        fc.property(names, (instances) => {
          const [newcomer, ...old] = instances;
          fc.pre(old.length > 0);
          const before = reading(old);
          const [was, is] = [ownersOf(before), ownersOf(reading(instances, before))];
          const moved = [...is].filter(([at, owner]) => was.get(at) !== owner);
          expect(moved.every(([, owner]) => owner === newcomer)).toBe(true);
          for (const [topic, count] of mixed) {
            expect(moved.filter(([at]) => at.startsWith(`${topic}/`)).length).toBeLessThanOrEqual(Math.ceil(count / instances.length));
          }
        }),
      );
    });

    it('a topic that is added later comes to where its numbers live, and moves nothing', () => {
      fc.assert(
        fc.property(names, (instances) => {
          const before = reading(instances, [], ['left', 'pools']);
          const after = reading(instances, before);
          const [was, is] = [ownersOf(before), ownersOf(after)];
          for (const [at, owner] of was) expect(is.get(at)).toBe(owner);
          for (const each of after) expect(numbersOf(each, 'right')).toEqual(numbersOf(each, 'left'));
        }),
      );
    });
  });
});
