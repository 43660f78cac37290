import { describe, expect, it } from '@jest/globals';
import { usdPerUnitDay } from '../network/network-hashrate.js';
import { findCoin } from './coin-table.js';
import { type ChainFigures, coinsOfGroup, findMergedGroup, groupUsdPerUnitDay, mergedGroups } from './merged-groups.js';

const scrypt = findMergedGroup('scrypt-merged')!;
const figures: Readonly<Record<string, ChainFigures>> = {
  litecoin: { difficulty: 1e8, blockReward: 6.25, priceUsd: 100 },
  dogecoin: { difficulty: 5e7, blockReward: 10_000, priceUsd: 0.2 },
  bellscoin: { difficulty: 2e7, blockReward: 2, priceUsd: null },
};
const usdOf = (coin: string): number => usdPerUnitDay({ ...figures[coin]!, algorithm: 'scrypt' })!;

describe('merge-mined groups', () => {
  it('hold chains of one algorithm, parent first', () => {
    expect(coinsOfGroup(scrypt).slice(0, 4)).toEqual(['litecoin', 'dogecoin', 'bellscoin', 'pepecoin-network']);
    expect(findMergedGroup('sha256-merged')!.parent).toBe('bitcoin');
    expect(findMergedGroup('no-such-group')).toBeUndefined();
    for (const group of mergedGroups) {
      for (const id of coinsOfGroup(group)) expect(findCoin(id)?.algorithms).toEqual([group.algorithm]);
    }
  });
});

describe('groupUsdPerUnitDay', () => {
  it('adds up parent and auxiliary chains, the same hashes counting on each', () => {
    const revenue = groupUsdPerUnitDay(scrypt, (coin) => figures[coin], new Set(['dogecoin']));
    // 1.2573e-3 LTC at 100 and 4.0233 DOGE at 0.2 from 1 GH/s
    expect(revenue).toEqual({ usd: expect.closeTo(0.12573 + 0.80466, 4), known: 2, chains: 2 });
  });

  it('leaves out what the pool leaves out, never the parent', () => {
    expect(groupUsdPerUnitDay(scrypt, (coin) => figures[coin], new Set())).toEqual({ usd: usdOf('litecoin'), known: 1, chains: 1 });
  });

  it('says how many chains it knows nothing of', () => {
    const revenue = groupUsdPerUnitDay(scrypt, (coin) => figures[coin]);
    expect(revenue).toEqual({ usd: expect.closeTo(usdOf('litecoin') + usdOf('dogecoin'), 9), known: 2, chains: 8 });
    expect(groupUsdPerUnitDay(scrypt, () => undefined)).toEqual({ usd: null, known: 0, chains: 8 });
  });
});
