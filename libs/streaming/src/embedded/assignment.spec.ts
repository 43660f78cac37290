import { describe, expect, it } from '@jest/globals';
import { ownerOf, type Candidate } from './assignment.js';

const partitions = Array.from({ length: 240 }, (_, partition) => partition);
const member = (instance: string, ...topics: string[]): Candidate => ({
  instance,
  topics: topics.length > 0 ? topics : ['t', 'u'],
});
const owners = (members: Candidate[], topic = 't'): (string | undefined)[] =>
  partitions.map((partition) => ownerOf(members, topic, partition)?.instance);

describe('ownerOf', () => {
  it('does not depend on the order of the members, nor on the topic', () => {
    const members = ['a', 'b', 'c'].map((name) => member(name));
    expect(owners(members)).toEqual(owners(members.toReversed()));
    expect(owners(members)).toEqual(owners(members, 'u'));
  });

  it('gives everyone about the same, however alike their names', () => {
    const given = owners(['writer-0', 'writer-1', 'writer-2', 'writer-3'].map((name) => member(name)));
    for (const name of new Set(given)) expect(given.filter((owner) => owner === name).length).toBeGreaterThan(30);
    expect(new Set(given).size).toBe(4);
  });

  it('moves to a new member only what it gets', () => {
    const before = owners([member('a'), member('b')]);
    const after = owners([member('a'), member('b'), member('c')]);
    const moved = partitions.filter((partition) => before[partition] !== after[partition]);
    expect(moved.length).toBeGreaterThan(40);
    expect(moved.every((partition) => after[partition] === 'c')).toBe(true);
  });

  it('asks only those who read the topic', () => {
    expect(new Set(owners([member('a', 't'), member('b', 'u')]))).toEqual(new Set(['a']));
    expect(ownerOf([member('b', 'u')], 't', 0)).toBeUndefined();
  });
});
