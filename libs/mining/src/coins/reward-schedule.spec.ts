import { describe, expect, it } from '@jest/globals';
import { coins, findCoin } from './coin-table.js';
import { rewardScheduleOf, rewardSchedules, rewardsNotKnown } from './reward-rows.js';
import { nextRewardCut, rewardAt, rewardChances } from './reward-schedule.js';

const of = (coin: string) => rewardScheduleOf(coin)!;

describe('rewardAt', () => {
  it.each([
    ['bitcoin', 0, 50],
    ['bitcoin', 839_999, 6.25],
    ['bitcoin', 840_000, 3.125],
    ['bitcoin', 1_050_000, 1.5625],
    ['litecoin', 2_520_000, 6.25],
    ['litecoin', 3_360_000, 3.125],
    ['dogecoin', 150_000, 250_000],
    ['dogecoin', 599_999, 15_625],
    ['dogecoin', 600_000, 10_000],
    ['dogecoin', 99_000_000, 10_000],
    ['pepecoin-network', 599_999, 15_625],
    ['pepecoin-network', 600_000, 10_000],
    ['bellscoin', 259_200, 15.9],
    ['bellscoin', 518_399, 15.9],
    ['bellscoin', 518_400, 2],
    ['junkcoin', 656_999, 12.5 + 0.01 * 25 + 0.0001 * 987.5],
    ['junkcoin', 657_000, 6.25 + 0.01 * 12.5 + 0.0001 * 993.75],
    ['luckycoin', 99_999, 88 * (1 + 0.05 + 0.01 * 4 + 0.0001 * 57)],
    ['luckycoin', 100_000, 44 * (1 + 0.05 + 0.01 * 4 + 0.0001 * 57)],
    ['ethereum-classic', 25_000_000, 2.048],
    ['ethereum-classic', 25_000_001, 1.6384],
    ['zcash', 1_046_399, 5],
    ['zcash', 2_726_400, 1.25],
    ['ravencoin', 4_200_000, 1250],
    ['monero', 3_500_000, 0.6],
    ['vertcoin', 2_600_000, 6.25],
    ['digibyte', 1_430_000, 1078.5],
    ['kaspa', 15_519_599, 500],
    ['kaspa', 18_149_400, 415.30469758],
    ['kaspa', 47_077_200, 220],
    ['kaspa', 78_634_800, 110],
    ['kaspa', 110_164_999, 440 * 0.5 ** (35 / 12)],
    ['kaspa', 110_165_000, 44 * 0.5 ** (35 / 12)],
    ['kaspa', 110_439_000, 5.5],
    ['kaspa', 110_439_000 + 12 * 26_298_000, 2.75],
    ['ecash', 840_000, 3_125_000 * 0.58],
    ['ecash', 1_050_000, 1_562_500 * 0.58],
    ['dash', 2_102_401, 5 * (13 / 14) ** 10 * 0.2],
    ['dash', 2_312_640, 5 * (13 / 14) ** 10 * 0.2],
    ['dash', 2_312_641, 5 * (13 / 14) ** 11 * 0.2],
    ['elastos', 1_051_200, (800_000 / 262_800 / 2) * 0.35],
    ['elastos', 2_102_400, (800_000 / 262_800 / 4) * 0.35],
    ['syscoin', 1_317_500, 96.25 * 0.95 ** 2 * 0.9 * 0.25],
    ['syscoin', 1_421_219, 96.25 * 0.95 ** 2 * 0.9 * 0.25],
    ['syscoin', 1_421_220, 96.25 * 0.95 ** 3 * 0.9 * 0.25],
    ['syscoin', 1_631_459, 96.25 * 0.95 ** 3 * 0.9 * 0.25],
    ['syscoin', 1_631_460, 96.25 * 0.95 ** 4 * 0.9 * 0.25],
    ['fractal-bitcoin', 2_099_999, 25],
    ['fractal-bitcoin', 2_100_000, 12.5],
  ])('of %s at height %i is %p', (coin, height, expected) => {
    expect(rewardAt(of(coin), height)).toBeCloseTo(expected, 9);
  });

  it('of Syscoin is what the node reckons step by step, in its smallest unit, at any height since the fork', () => {
    const [fork, interval] = [1_317_500, 210_240];
    for (let height = fork; height < 4_000_000; height += 7_919) {
      const reductions = Math.floor(fork / (interval * 2.5) + (height - fork) / interval);
      let subsidy = 9_625_000_000;
      for (let n = 0; n < reductions; n += 1) subsidy -= Math.floor(subsidy / 20);
      subsidy -= Math.floor(subsidy * 0.1);
      expect(rewardAt(of('syscoin'), height)! / (Math.floor((subsidy + 3) / 4) / 1e8)).toBeCloseTo(1, 6);
    }
    expect(rewardAt(of('syscoin'), fork - 1)).toBeNull();
  });

  it('of DigiByte falls by 1.116 % a month', () => {
    expect(rewardAt(of('digibyte'), 22_500_000)! / rewardAt(of('digibyte'), 22_500_000 - 175_200)!).toBeCloseTo(0.98884, 9);
    expect(Math.abs(rewardAt(of('digibyte'), 22_400_000)! - 280)).toBeLessThan(6);
  });

  it('is not known before the first era of the data, and at what is no height', () => {
    expect(rewardAt(of('bellscoin'), 259_199)).toBeNull();
    expect(rewardAt(of('bitcoin'), -1)).toBeNull();
    expect(rewardAt(of('bitcoin'), 1.5)).toBeNull();
    expect(rewardAt(of('bitcoin'), NaN)).toBeNull();
  });
});

describe('nextRewardCut', () => {
  it.each([
    ['bitcoin', 925_000, { height: 1_050_000, reward: 1.5625 }],
    ['bitcoin', 839_999, { height: 840_000, reward: 3.125 }],
    ['bitcoin', 840_000, { height: 1_050_000, reward: 1.5625 }],
    ['litecoin', 3_000_000, { height: 3_360_000, reward: 3.125 }],
    ['dogecoin', 599_999, { height: 600_000, reward: 10_000 }],
    ['dogecoin', 100_000, { height: 200_000, reward: 125_000 }],
    ['bellscoin', 300_000, { height: 518_400, reward: 2 }],
    ['zcash', 700_000, { height: 1_046_400, reward: 2.5 }],
    ['dogecoin', 6_000_000, null],
    ['pepecoin-network', 1_000_000, null],
    ['bellscoin', 518_400, null],
    ['bellscoin', 1, null],
  ] as const)('of %s after %i is %p', (coin, height, expected) => {
    expect(nextRewardCut(of(coin), height)).toEqual(expected);
  });

  it('is none of the changes by which a block pays more', () => {
    const eras = [5, 8, 3].map((reward, index) => ({ from: 100 * index, reward }));
    expect(nextRewardCut({ coin: 'a', source: 'made up', eras }, 10)).toEqual({ height: 200, reward: 3 });
  });
});

describe('reward schedules', () => {
  it('belong to coins of the table, say where they come from, and go up in height', () => {
    for (const { coin, source, eras } of rewardSchedules) {
      expect(findCoin(coin)).toBeDefined();
      expect(source).not.toBe('');
      expect(eras.map(({ from }) => from)).toEqual(eras.map(({ from }) => from).sort((a, b) => a - b));
    }
    expect(new Set(rewardSchedules.map(({ coin }) => coin)).size).toBe(rewardSchedules.length);
  });

  it.each(['bellscoin', 'junkcoin', 'luckycoin', 'bitcoin'])('of %s have chances that add up to 1 and to the mean', (coin) => {
    const chances = rewardChances(of(coin), 300_000);
    expect(chances.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
    expect(chances.every(({ chance }) => chance > 0)).toBe(true);
    expect(chances.reduce((sum, { chance, reward }) => sum + chance * reward, 0)).toBeCloseTo(rewardAt(of(coin), 300_000)!, 9);
  });

  it('say of every coin with one algorithm what it pays, or why that is not known', () => {
    const mined = coins.filter(
      ({ algorithms: [algorithm, ...more] }) => algorithm !== undefined && algorithm !== 'unknown' && more.length === 0,
    );
    const silent = mined.filter(({ id }) => rewardScheduleOf(id) === undefined && rewardsNotKnown[id] === undefined).map(({ id }) => id);
    expect(silent).toEqual(['viacoin', 'ethereum-pow', 'decred']);
    for (const id of Object.keys(rewardsNotKnown))
      expect([id, findCoin(id) !== undefined, rewardScheduleOf(id)]).toEqual([id, true, undefined]);
  });

  it('tell nothing of a coin whose rules are no data here', () => {
    expect(rewardScheduleOf('hathor')).toBeUndefined();
    expect(rewardChances(of('bellscoin'), 1)).toEqual([]);
  });
});
