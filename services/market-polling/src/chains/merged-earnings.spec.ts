import { describe, expect, it } from '@jest/globals';
import { findCoin, findMergedGroup, groupUsdPerUnitDay } from '@lodestream/mining';
import type { HeldFacts } from './chain-facts.js';
import { MergedEarnings, parentsLast } from './merged-earnings.js';
import { miningMetrics } from './mining-metrics.js';

const now = Date.UTC(2026, 10, 1);
const chains: Readonly<Record<string, { difficulty: number | null; height: number | null; usd: number | null }>> = {
  litecoin: { difficulty: 1e8, height: 3_000_000, usd: 100 },
  dogecoin: { difficulty: 5e7, height: 6_000_000, usd: 0.2 },
  bellscoin: { difficulty: 2e7, height: 600_000, usd: null },
  'pepecoin-network': { difficulty: null, height: 700_000, usd: 1e-5 },
  viacoin: { difficulty: 1e5, height: 1, usd: 0.01 },
};

function told(ids: readonly string[] = Object.keys(chains)): MergedEarnings {
  const earnings = new MergedEarnings();
  for (const id of ids) {
    const { difficulty, height, usd } = chains[id]!;
    const nothing = { hashrate: null, blockReward: null, feesPerBlock: null, secondsPerBlock: null, lastUpdatedMs: null };
    const facts: HeldFacts = { coinId: id, difficulty, height, source: 'a', observedAtMs: now, ...nothing };
    const coin = findCoin(id)!;
    earnings.take(coin, miningMetrics(coin, facts, usd));
  }
  return earnings;
}

describe('what a group of merge-mined chains earns', () => {
  it('is the sum over its chains, each at full hashrate, by the formulas of 6.6', () => {
    const group = told().of('litecoin')!;
    expect(group).toMatchObject({ id: 'scrypt-merged', hashrate_unit: 'GH/s', chains: 5, known: 2 });
    expect(group.expected_usd_per_unit_day! / (1.2573e-3 * 100 + 4.0233 * 0.2)).toBeCloseTo(1, 3);
    const figures = { litecoin: [1e8, 6.25, 100], dogecoin: [5e7, 10_000, 0.2] } as Record<string, readonly number[]>;
    const { usd } = groupUsdPerUnitDay(findMergedGroup('scrypt-merged')!, (coin) => {
      const [difficulty, blockReward, priceUsd] = figures[coin] ?? [];
      return difficulty === undefined ? undefined : { difficulty, blockReward: blockReward!, priceUsd: priceUsd! };
    });
    expect(group.expected_usd_per_unit_day! / usd!).toBeCloseTo(1, 12);
  });

  it('tells the first halving of any of its chains', () => {
    // in force are 7,056 blocks of 60 s to the next cut of Bellscoin, and 2.5 years to that of Litecoin
    const earnings = told(['litecoin']);
    const facts: HeldFacts = {
      ...{ coinId: 'bellscoin', difficulty: 1, height: 511_344, source: 'a', observedAtMs: now, hashrate: null },
      ...{ blockReward: null, feesPerBlock: null, secondsPerBlock: null, lastUpdatedMs: null },
    };
    earnings.take(findCoin('bellscoin')!, miningMetrics(findCoin('bellscoin')!, facts, 1));
    expect(earnings.of('litecoin')!.next_halving).toEqual({ coin_id: 'bellscoin', height: 518_400, at: now + 7_056 * 60_000 });
    expect(told(['litecoin']).of('litecoin')!.next_halving).toMatchObject({ coin_id: 'litecoin', height: 3_360_000 });
  });

  it('says of each chain that is not in the sum why it is not', () => {
    const { coins } = told().of('litecoin')!;
    expect(Object.fromEntries(coins!.map(({ coin_id, reason }) => [coin_id, reason]))).toEqual({
      litecoin: null,
      dogecoin: null,
      bellscoin: 'no_price',
      'pepecoin-network': 'no_chain',
      junkcoin: 'not_polled',
      luckycoin: 'not_polled',
      dingocoin: 'not_polled',
      viacoin: 'no_reward',
    });
    expect(coins!.find(({ coin_id }) => coin_id === 'bellscoin')!.expected_usd_per_unit_day).toBeNull();
  });

  it('tells the first halving and the first retarget of all its chains, and of which', () => {
    const { next_halving, next_retarget } = told().of('litecoin')!;
    expect(next_halving).toEqual({ coin_id: 'litecoin', height: 3_360_000, at: now + 360_000 * 150_000 });
    expect(next_retarget).toMatchObject({ coin_id: 'litecoin', height: 3_001_824 });
    expect(told(['dogecoin']).of('litecoin')).toMatchObject({ next_halving: null, next_retarget: null });
  });

  it('is null, and never 0, where nothing is known, and forgets what is not known any more', () => {
    const earnings = told(['litecoin']);
    earnings.take(findCoin('litecoin')!, miningMetrics(findCoin('litecoin')!, null, 100));
    expect(earnings.of('litecoin')).toMatchObject({ expected_usd_per_unit_day: null, chains: 1, known: 0 });
    expect(earnings.of('bitcoin')).toMatchObject({ id: 'sha256-merged', expected_usd_per_unit_day: null, chains: 0, known: 0 });
  });

  it('belongs to the record of the parent alone, whose record is made last', () => {
    expect(told().of('dogecoin')).toBeNull();
    const order = ['bitcoin', 'litecoin', 'dogecoin', 'namecoin'].map((id) => findCoin(id)!);
    expect(parentsLast(order).map(({ id }) => id)).toEqual(['dogecoin', 'namecoin', 'bitcoin', 'litecoin']);
  });
});
