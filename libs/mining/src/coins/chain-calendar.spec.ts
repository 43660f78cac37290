import { describe, expect, it } from '@jest/globals';
import { nextHalving, nextRetarget } from './chain-calendar.js';
import { findCoin } from './coin-table.js';
import { rewardScheduleOf } from './reward-rows.js';

const at = Date.UTC(2026, 10, 28);
const bitcoin = findCoin('bitcoin')!;
const litecoin = findCoin('litecoin')!;

describe('nextRetarget', () => {
  it('of Bitcoin is at the next multiple of 2016', () => {
    // 2016 · 462 = 931,392
    expect(nextRetarget(bitcoin, { height: 931_000, at, secondsPerBlock: 600 })).toEqual({
      height: 931_392,
      at: at + 392 * 600_000,
      changePercent: 0,
    });
    expect(nextRetarget(bitcoin, { height: 931_392, at, secondsPerBlock: 600 })!.height).toBe(931_392 + 2016);
    expect(nextRetarget(bitcoin, { height: 931_391, at, secondsPerBlock: 600 })!.height).toBe(931_392);
  });

  it('rises when blocks come faster than they should, falls when they come slower', () => {
    const fast = nextRetarget(litecoin, { height: 3_000_000, at, secondsPerBlock: 120 })!;
    expect(fast.changePercent).toBeCloseTo(25, 9);
    expect(fast.at).toBe(at + (fast.height - 3_000_000) * 120_000);
    expect(nextRetarget(litecoin, { height: 3_000_000, at, secondsPerBlock: 200 })!.changePercent).toBeCloseTo(-25, 9);
  });

  it('changes by no more than a factor of four', () => {
    expect(nextRetarget(bitcoin, { height: 1, at, secondsPerBlock: 1 })!.changePercent).toBe(300);
    expect(nextRetarget(bitcoin, { height: 1, at, secondsPerBlock: 10_000 })!.changePercent).toBe(-75);
  });

  it.each([null, 0, -1, NaN])('assumes the target where blocks take %p seconds, and foretells no change', (secondsPerBlock) => {
    expect(nextRetarget(bitcoin, { height: 0, at, secondsPerBlock })).toEqual({
      height: 2016,
      at: at + 2016 * 600_000,
      changePercent: null,
    });
  });

  it.each(['dogecoin', 'bellscoin', 'pepecoin-network', 'syscoin', 'ethereum'])('is nothing for %s', (coin) => {
    expect(nextRetarget(findCoin(coin)!, { height: 6_000_000, at, secondsPerBlock: 60 })).toBeNull();
  });

  it('is nothing where its time is none that a calendar has', () => {
    expect(nextRetarget(bitcoin, { height: 0, at, secondsPerBlock: 1e300 })).toBeNull();
    expect(nextRetarget(bitcoin, { height: 0, at, secondsPerBlock: 4e9 })).toMatchObject({ at: at + 2016 * 4e12 });
  });

  it('is nothing at what is no height', () => {
    expect(nextRetarget(bitcoin, { height: NaN, at, secondsPerBlock: 600 })).toBeNull();
  });
});

describe('nextHalving', () => {
  it('of Bitcoin is at height 1,050,000, reckoned at the target however fast the last blocks were', () => {
    expect(nextHalving(bitcoin, rewardScheduleOf('bitcoin'), { height: 925_000, at, secondsPerBlock: 500 })).toEqual({
      height: 1_050_000,
      at: at + 125_000 * 600_000,
      blockReward: 1.5625,
    });
  });

  it('is nothing for a constant reward, without rules and without blocks', () => {
    const tip = { height: 6_000_000, at, secondsPerBlock: null };
    expect(nextHalving(findCoin('dogecoin')!, rewardScheduleOf('dogecoin'), tip)).toBeNull();
    expect(nextHalving(findCoin('hathor')!, rewardScheduleOf('hathor'), tip)).toBeNull();
    expect(nextHalving({ blockSeconds: null }, rewardScheduleOf('bitcoin'), tip)).toBeNull();
  });
});
