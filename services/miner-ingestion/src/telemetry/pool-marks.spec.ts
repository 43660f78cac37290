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

  it('tells rows of one key apart by their counts, which only rise, and keeps the order they are listed in', () => {
    const row = (accepted: number) => ({ key: 'a', accepted, rejected: 0, stale: 0 });
    const marks = marksOf([row(5), row(90)]);
    const paired = (...rows: number[]) => pairPools(marks, rows.map(row)).map(({ now, mark }) => [now.accepted, mark?.accepted]);
    expect(paired(6, 91)).toEqual([
      [6, 5],
      [91, 90],
    ]);
    expect(paired(91, 6)).toEqual([
      [91, 90],
      [6, 5],
    ]);
    expect(paired(93, 91)).toEqual([
      [93, 90],
      [91, 5],
    ]);
    expect(paired(3, 95)).toEqual([
      [3, 5],
      [95, 90],
    ]);
  });

  it('gives rows of one key the same marks whether these stand in their order or not', () => {
    const few = fc.record({ key: fc.constantFrom('a', 'b'), accepted: fc.nat(6), rejected: fc.nat(6), stale: fc.constant(0) });
    const rows = fc.array(fc.tuple(few, fc.integer({ min: -2, max: 6 })), { maxLength: 4 });
    const countsOf = (marks: readonly PoolMark[], pools: readonly PoolShares[]) =>
      pairPools(marks, pools)
        .map(({ now, mark }) => `${now.key} ${now.accepted} ${mark?.accepted}`)
        .sort();
    fc.assert(
      fc.property(rows, (drawn) => {
        const marks = marksOf(drawn.map(([was]) => was));
        const now = drawn.map(([was, more]) => ({ ...was, accepted: Math.max(0, was.accepted + more) }));
        expect(countsOf(marks, now)).toEqual(countsOf(marks.toReversed(), now));
        expect(countsOf([...marks, { ...marksOf([{ key: 'gone', accepted: 1, rejected: 0, stale: 0 }])[0]! }], now)).toEqual(
          countsOf(marks, now),
        );
      }),
      { numRuns: 500 },
    );
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
