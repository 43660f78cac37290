import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PoolShares } from '../reading/miner-reading.js';
import { pairPools, poolMarksAfter, type PoolMark } from './pool-marks.js';

const count = fc.option(fc.nat(1_000), { nil: null });
const pool = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), accepted: count, rejected: count, stale: count });
const distinct = fc.uniqueArray(pool, { selector: ({ key }) => key });
const marksOf = (pools: readonly PoolShares[]): PoolMark[] => poolMarksAfter([], pairPools([], pools));

describe('pairing pools with what was last seen of them', () => {
  it('gives pools of different keys the same marks in whatever order they are listed', () => {
    const pairsByKey = (marks: readonly PoolMark[], pools: readonly PoolShares[]) =>
      Object.fromEntries(pairPools(marks, pools).map(({ now, mark }) => [now.key, mark]));
    fc.assert(
      fc.property(distinct, distinct, (before, now) => {
        const marks = marksOf(before);
        expect(pairsByKey(marks, now)).toEqual(pairsByKey(marks, now.toReversed()));
        expect(pairPools(marks, now).map((pair) => pair.now)).toEqual(now);
      }),
    );
  });

  it('does not take pools of one key for listed as before, for their rows may have changed places', () => {
    const row = (accepted: number) => ({ key: 'a', accepted, rejected: 0, stale: 0 });
    const marks = poolMarksAfter([], pairPools([], [row(5), row(90)]));
    expect(pairPools(marks, [row(6), row(91)]).map(({ now, mark }) => [now.accepted, mark?.accepted])).toEqual([
      [91, 90],
      [6, 5],
    ]);
  });
});

describe('what is known of pools after a reading', () => {
  it('holds the last count of each counter, and which of them are old', () => {
    const first = marksOf([{ key: 'a', accepted: 7, rejected: 1, stale: 0 }]);
    expect(first).toEqual([{ key: 'a', accepted: 7, rejected: 1, stale: 0, old: [], listed: true }]);
    const later = poolMarksAfter(first, pairPools(first, [{ key: 'a', accepted: 9, rejected: null, stale: 2 }]));
    expect(later).toEqual([{ key: 'a', accepted: 9, rejected: 1, stale: 2, old: ['rejected'], listed: true }]);
    const gone = poolMarksAfter(later, pairPools(later, [{ key: 'b', accepted: 1, rejected: 0, stale: 0 }]));
    expect(gone.map(({ key, listed, old }) => [key, listed, old.length])).toEqual([
      ['b', true, 0],
      ['a', false, 3],
    ]);
  });
});
