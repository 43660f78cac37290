import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import fc from 'fast-check';
import { isSmoothed, type SeenDifficulty, smoothDifficulty } from './smoothed-difficulty.js';

const [minute, hour] = [60_000, 3_600_000];
const now = Date.UTC(2026, 10, 1);

/** Difficulties a quarter of an hour apart, the last one of this moment. */
const seen = (difficulties: readonly number[]): SeenDifficulty[] =>
  difficulties.map((difficulty, at) => [now - (difficulties.length - 1 - at) * 15 * minute, difficulty]);

describe('a difficulty of the last day', () => {
  it('is what it always was where it never changed, to the last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), fc.integer({ min: 5, max: 96 }), (difficulty, n) => {
        expect(smoothDifficulty(seen(Array.from({ length: n }, () => difficulty)), now)).toEqual({
          difficulty,
          span_ms: (n - 1) * 15 * minute,
          observations: n,
        });
      }),
    );
  });

  it('lies between the least and the greatest, and not above the arithmetic mean', () => {
    const some = fc.array(fc.double({ min: 1, max: 1e15, noNaN: true }), { minLength: 5, maxLength: 96 });
    fc.assert(
      fc.property(some, (difficulties) => {
        const { difficulty } = smoothDifficulty(seen(difficulties), now)!;
        const arithmetic = difficulties.reduce((sum, each) => sum + each, 0) / difficulties.length;
        expect(difficulty).toBeGreaterThanOrEqual(Math.min(...difficulties) * (1 - 1e-12));
        expect(difficulty).toBeLessThanOrEqual(arithmetic * (1 + 1e-12));
      }),
    );
  });

  it('gives the coins that a unit of hashrate found on average at each of them', () => {
    const difficulties = [4, 1, 2, 4, 8];
    const coins = difficulties.reduce((sum, difficulty) => sum + 1 / difficulty, 0) / difficulties.length;
    expect(1 / smoothDifficulty(seen(difficulties), now)!.difficulty).toBeCloseTo(coins, 12);
  });

  it.each([2, 1_000])('that jumps to %d times what it was is damped: one of 96 moves the coins of a day by a 96th at most', (times) => {
    const difficulties = [...Array.from({ length: 95 }, () => 1e6), times * 1e6];
    const { difficulty } = smoothDifficulty(seen(difficulties), now)!;
    expect(difficulty).toBeGreaterThan(1e6);
    expect(1e6 / difficulty).toBeGreaterThanOrEqual(95 / 96);
  });

  it.each([
    { what: 'none was seen', of: [] },
    {
      what: 'three were, over two hours',
      of: [
        [now - 2 * hour, 1],
        [now - hour, 1],
        [now, 1],
      ],
    },
    { what: 'many were, within less than an hour', of: seen([1, 2, 3, 4]) },
    {
      what: 'only three lie within the day',
      of: [
        [now - 25 * hour, 1],
        [now - 24 * hour, 1],
        [now - 2 * hour, 1],
        [now - hour, 1],
        [now, 1],
      ],
    },
  ] satisfies { what: string; of: SeenDifficulty[] }[])('is not known where $what', ({ of }) => {
    expect(smoothDifficulty(of, now)).toBeNull();
  });

  it('leaves a gap as it is: what was not seen is not made up', () => {
    const of: SeenDifficulty[] = [
      [now - 20 * hour, 1],
      [now - 2 * hour, 2],
      [now - hour, 2],
      [now, 2],
    ];
    expect(smoothDifficulty(of, now)).toEqual({ difficulty: 1.6, span_ms: 20 * hour, observations: 4 });
  });
});

describe('what is reckoned with a smoothed difficulty', () => {
  it.each([
    ['dogecoin', 'scrypt', true],
    ['bitcoin-cash', 'sha256d', true],
    ['digibyte', 'skein', true],
    ['bitcoin', 'sha256d', false],
    ['litecoin', 'scrypt', false],
    // twelve hours
    ['decred', 'blake3', false],
    // its rule is not known here
    ['syscoin', 'sha256d', false],
    // no coins follow from its difficulty
    ['alephium', 'blake3', false],
  ] as const)('%s by %s: %p', (coin, algorithm, expected) => {
    expect(isSmoothed(findCoin(coin)!, algorithm)).toBe(expected);
  });
});
