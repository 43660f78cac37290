import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import { ChainBook } from './chain-book.js';
import type { ChainFacts, HeldFacts } from './chain-facts.js';
import { miningMetrics } from './mining-metrics.js';

const now = Date.UTC(2026, 10, 1);

const facts = (rest: Partial<HeldFacts>): HeldFacts => ({
  coinId: 'bitcoin',
  difficulty: null,
  hashrate: null,
  height: null,
  blockReward: null,
  feesPerBlock: null,
  secondsPerBlock: null,
  lastUpdatedMs: null,
  source: 'a',
  observedAtMs: now,
  ...rest,
});

describe('what mining a coin brings', () => {
  it.each([
    { coin: 'bitcoin', difficulty: 1e14, height: 920_000, hashrate: 7.158e20 / 1e12, coins: 6.286e-7 },
    { coin: 'litecoin', difficulty: 1e8, height: 3_000_000, hashrate: 2.863e15 / 1e9, coins: 1.2573e-3 },
    { coin: 'dogecoin', difficulty: 5e7, height: 6_000_000, hashrate: (5e7 * 2 ** 32) / 60 / 1e9, coins: 4.0233 },
  ])('is what the facts say of $coin at difficulty $difficulty', ({ coin, difficulty, height, hashrate, coins }) => {
    const metrics = miningMetrics(findCoin(coin)!, facts({ difficulty, height }), 2);
    expect(metrics.network_hashrate! / hashrate).toBeCloseTo(1, 3);
    expect(metrics.expected_coins_per_unit_day! / coins).toBeCloseTo(1, 3);
    expect(metrics.expected_usd_per_unit_day! / coins / 2).toBeCloseTo(1, 3);
  });

  it('is told by algorithm where a coin has several, each with blocks of its own every 75 s', () => {
    const digibyte = findCoin('digibyte')!;
    const algorithms = [
      { algorithm: 'sha256d', difficulty: 4e8, hashrate: null },
      { algorithm: 'scrypt', difficulty: 5e5, hashrate: null },
      { algorithm: 'skein', difficulty: null, hashrate: 1e15 },
    ] as const;
    const metrics = miningMetrics(digibyte, facts({ coinId: 'digibyte', height: 1_430_000, algorithms }), 0.01);
    expect(metrics).toMatchObject({ mining_algorithm: null, hashrate_unit: null, block_reward: 1078.5, block_time: 15, height: 1_430_000 });
    expect(metrics.network_difficulty).toBeUndefined();
    const of = (name: string) => metrics.algorithms!.find(({ mining_algorithm: algorithm }) => algorithm === name)!;
    // Coins of a unit and day: its hashes a day ÷ (difficulty × 2^32) × reward.
    expect(of('sha256d').expected_coins_per_unit_day! / ((1e12 * 86_400 * 1078.5) / (4e8 * 2 ** 32))).toBeCloseTo(1, 12);
    expect(of('scrypt').expected_coins_per_unit_day! / ((1e9 * 86_400 * 1078.5) / (5e5 * 2 ** 32))).toBeCloseTo(1, 12);
    expect(of('scrypt').network_hashrate! / ((5e5 * 2 ** 32) / 75 / 1e9)).toBeCloseTo(1, 12);
    expect(of('skein').expected_coins_per_unit_day! / ((1e9 / 1e15) * (86_400 / 75) * 1078.5)).toBeCloseTo(1, 12);
    expect(of('scrypt').expected_usd_per_unit_day! / of('scrypt').expected_coins_per_unit_day!).toBeCloseTo(0.01, 12);
    expect(of('qubit')).toMatchObject({ network_difficulty: null, expected_coins_per_unit_day: null, expected_usd_per_unit_day: null });
  });

  it('takes the reward of the rules over the word of a source, and that word where no height tells', () => {
    const coin = findCoin('bitcoin')!;
    expect(miningMetrics(coin, facts({ difficulty: 1, height: 920_000, blockReward: 9 }), null).block_reward).toBe(3.125);
    expect(miningMetrics(coin, facts({ difficulty: 1, blockReward: 3.2 }), null).block_reward).toBe(3.2);
  });

  it('names the next retarget and halving', () => {
    const metrics = miningMetrics(findCoin('bitcoin')!, facts({ difficulty: 1, height: 920_000, secondsPerBlock: 540 }), null);
    expect(metrics.next_retarget).toMatchObject({ height: 921_312, at: now + 1_312 * 540_000 });
    expect(metrics.next_retarget!.change_percent).toBeCloseTo(11.11, 2);
    expect(metrics.next_halving).toMatchObject({ height: 1_050_000, block_reward: 1.5625 });
  });

  it('is null, and never 0, where nothing is known', () => {
    expect(miningMetrics(findCoin('bitcoin')!, null, 1)).toEqual({ mining_algorithm: 'sha256d', hashrate_unit: 'TH/s' });
    expect(miningMetrics(findCoin('bitcoin')!, facts({ height: 920_000 }), null)).toMatchObject({
      network_difficulty: null,
      expected_coins_per_unit_day: null,
    });
    expect(miningMetrics(findCoin('ethereum')!, null, 1)).toEqual({ mining_algorithm: null, hashrate_unit: null });
  });
});

describe('the book of chains', () => {
  const word = (difficulty: number | null, lastUpdatedMs: number | null = null): ChainFacts[] => [facts({ difficulty, lastUpdatedMs })];

  it('believes the most reliable source that knows the difficulty and is not out of date', () => {
    const book = new ChainBook(['a', 'b'], 3_600_000);
    expect(book.of('bitcoin', now)).toBeNull();
    book.take('b', word(2), now);
    book.take('a', word(1), now);
    expect(book.of('bitcoin', now)?.source).toBe('a');
    book.take('a', word(null), now);
    expect(book.of('bitcoin', now)?.source).toBe('b');
    book.take('a', word(1, now - 7_200_000), now);
    expect(book.of('bitcoin', now)?.source).toBe('b');
    expect(book.of('bitcoin', now + 3_600_001)).toBeNull();
  });
});
