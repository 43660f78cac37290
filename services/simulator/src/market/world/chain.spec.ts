import { describe, expect, it } from '@jest/globals';
import { expectedCoinsPerDay } from '@lodestream/mining';
import type { Chain } from './chain.js';
import { MarketWorld } from './market-world.js';
import { ShockBook, type ShockPlan } from './shock.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const from = Date.UTC(2025, 5, 1);
const to = from + 30 * dayMs;

const chainOf = (coin: string, seed = 1, shocks: ShockPlan[] = []): Chain =>
  new MarketWorld(seed, new ShockBook(from, shocks)).chain(coin)!;

/** Coins the formula expects of a hashrate over a time: what it says of each hour's difficulty and mean reward, added up. */
function expectedCoins(chain: Chain, hashrate: number): { coins: number; blocks: number } {
  let [coins, blocks] = [0, 0];
  for (let at = from; at < to; at += hourMs) {
    const chainState = { algorithm: chain.sheet.algorithm, difficulty: 1 / meanInverseDifficulty(chain, at) };
    const blockReward = chain.meanRewardAt(chain.tipAt(at).height);
    coins += expectedCoinsPerDay(hashrate, { ...chainState, blockReward })! / 24;
    blocks += expectedCoinsPerDay(hashrate, { ...chainState, blockReward: 1 })! / 24;
  }
  return { coins, blocks };
}

/** Difficulty changes with each block on some chains: what counts is the mean of 1/D over the hour, weighted by time. */
function meanInverseDifficulty(chain: Chain, at: number): number {
  let [sum, time, height] = [0, at, chain.tipAt(at).height + 1];
  for (;;) {
    const block = chain.blockAt(height)!;
    const until = Math.min(block.time, at + hourMs);
    sum += (until - time) / block.difficulty;
    if (block.time >= at + hourMs) return sum / hourMs;
    [time, height] = [until, height + 1];
  }
}

describe('a simulated month', () => {
  it.each([
    ['bitcoin', 0.05],
    ['litecoin', 0.02],
    ['dogecoin', 0.01],
    ['bellscoin', 0.01],
    ['pepecoin-network', 0.01],
    ['luckycoin', 0.03],
    ['zcash', 0.01],
  ])('of %s brings a miner the coins the formula expects, within three deviations', (coin, share) => {
    const chain = chainOf(coin);
    const hashrate = chain.hashrateAt(from) * share;
    const { coins, blocks } = expectedCoins(chain, hashrate);
    const mined = [...chain.blocksBetween(from, to)].filter((block) => chain.isWonBy(block, hashrate, 7));
    const earned = mined.reduce((sum, { height }) => sum + chain.rewardOf(height)!, 0);
    // a block's coins vary too where chance decides what it pays: its second moment is what the deviation comes from
    const secondMoment = mined.reduce((sum, { height }) => sum + chain.rewardOf(height)! ** 2, 0) / mined.length;
    expect(blocks).toBeGreaterThan(100);
    expect(Math.abs(mined.length - blocks)).toBeLessThan(3 * Math.sqrt(blocks));
    expect(Math.abs(earned - coins)).toBeLessThan(3 * Math.sqrt(blocks * secondMoment));
  });

  it('of merge-mined chains counts the same hashes on each', () => {
    const world = new MarketWorld(1, new ShockBook(from, []));
    const hashrate = world.chain('litecoin')!.hashrateAt(from) * 0.02;
    for (const coin of ['litecoin', 'dogecoin']) {
      const chain = world.chain(coin)!;
      const { blocks } = expectedCoins(chain, hashrate);
      const mined = [...chain.blocksBetween(from, to)].filter((block) => chain.isWonBy(block, hashrate, 11)).length;
      expect(Math.abs(mined - blocks)).toBeLessThan(3 * Math.sqrt(blocks));
    }
  });
});

describe('blocks', () => {
  it('come as often as hashrate and difficulty say, with gaps as a Poisson process has them', () => {
    const chain = chainOf('litecoin');
    const gaps: number[] = [];
    let before = chain.tipAt(from);
    for (const block of chain.blocksBetween(from, to)) {
      // each gap in units of what was to be expected of it
      const expected = (block.difficulty * chain.hashesPerDifficulty) / block.hashrate;
      gaps.push((block.time - before.time) / 1000 / expected);
      before = block;
    }
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.abs(mean - 1)).toBeLessThan(3 / Math.sqrt(gaps.length));
    // the variance of an exponential's sample variance is 8/n
    expect(Math.abs(variance - 1)).toBeLessThan(3 * Math.sqrt(8 / gaps.length));
  });

  it('are the same after a restart, and in whatever order they are asked for', () => {
    const [one, two] = [chainOf('dogecoin'), chainOf('dogecoin')];
    const late = one.tipAt(to);
    expect(two.tipAt(from)).toEqual(one.tipAt(from));
    expect(two.tipAt(to)).toEqual(late);
    expect(two.blockAt(late.height - 5000)).toEqual(one.blockAt(late.height - 5000));
    expect(chainOf('dogecoin', 2).tipAt(to)).not.toEqual(late);
  });

  it('go up in height and time, the tip being the last of them', () => {
    const chain = chainOf('bitcoin');
    const blocks = [...chain.blocksBetween(from, from + dayMs)];
    expect(blocks.at(-1)).toEqual(chain.tipAt(from + dayMs));
    expect(blocks[0]!.height).toBe(chain.tipAt(from).height + 1);
    expect(blocks.every((block, at) => at === 0 || block.time >= blocks[at - 1]!.time)).toBe(true);
    expect(blocks.every((block) => block.time > from && block.time <= from + dayMs)).toBe(true);
  });

  it('begin well before the world opened, at a height the target speaks for', () => {
    const chain = chainOf('bitcoin');
    expect(chain.first.time).toBe(from - 400 * dayMs);
    expect(chain.tipAt(from - 500 * dayMs)).toEqual(chain.first);
    expect(chain.blockAt(chain.first.height - 1)).toBeNull();
    expect(Math.abs(chainOf('dogecoin').first.height - (5_520_700 + 137 * 1440))).toBeLessThan(2);
  });

  it('pay by the rules of their height, and by chance where these say so', () => {
    expect(chainOf('bitcoin').rewardOf(900_000)).toBe(3.125);
    const chain = chainOf('bellscoin');
    const rewards = Array.from({ length: 20_000 }, (_, index) => chain.rewardOf(400_000 + index)!);
    expect(new Set(rewards)).toEqual(new Set([5, 10, 25, 50, 500]));
    // second moment of a block: 0.01 · 500² + 0.05 · 50² + 0.1 · 25² + 0.34 · 10² + 0.5 · 5² = 2734
    const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
    expect(Math.abs(mean - 15.9)).toBeLessThan(3 * Math.sqrt((2734 - 15.9 ** 2) / rewards.length));
  });
});

describe('difficulty', () => {
  const halved = [{ what: 'hashrate', coin: 'litecoin', factor: 0.5, fromMs: 0 }] as const;

  it('of Litecoin stands for 2016 blocks, then follows the time they took', () => {
    const chain = chainOf('litecoin');
    const first = Math.ceil(chain.tipAt(from).height / 2016) * 2016;
    const [last, next, end] = [chain.blockAt(first + 2015)!, chain.blockAt(first + 2016)!, chain.blockAt(first)!];
    expect(last.difficulty).toBe(end.difficulty);
    const seconds = (last.time - chain.blockAt(first - 1)!.time) / 1000;
    expect(next.difficulty / last.difficulty).toBeCloseTo((2016 * 150) / seconds, 5);
  });

  it('keeps blocks near their target though the hashrate halves', () => {
    const [chain, usual] = [chainOf('litecoin', 1, [...halved]), chainOf('litecoin')];
    expect(chain.hashrateAt(from + dayMs) / usual.hashrateAt(from + dayMs)).toBeCloseTo(0.5, 9);
    const slow = [...chain.blocksBetween(from, from + dayMs)].length;
    expect(slow).toBeLessThan(0.65 * (86_400 / 150));
    const later = [...chain.blocksBetween(from + 20 * dayMs, from + 30 * dayMs)].length;
    expect(Math.abs(later / (10 * (86_400 / 150)) - 1)).toBeLessThan(0.1);
    expect(chain.difficultyAt(to) / usual.difficultyAt(to)).toBeLessThan(0.6);
    expect(chain.difficultyAt(to) / usual.difficultyAt(to)).toBeGreaterThan(0.4);
  });

  it('of Dogecoin follows within hours', () => {
    const shocks = [{ what: 'hashrate', coin: 'dogecoin', factor: 0.5, fromMs: 0 }] as const;
    const [chain, usual] = [chainOf('dogecoin', 1, [...shocks]), chainOf('dogecoin')];
    const mean = (of: Chain): number => 1 / meanInverseDifficulty(of, from + 5 * hourMs);
    expect(Math.abs(mean(chain) / mean(usual) - 0.5)).toBeLessThan(0.12);
    expect(chain.blockAt(chain.tipAt(from).height + 1)!.difficulty).not.toBe(chain.blockAt(chain.tipAt(from).height + 2)!.difficulty);
  });
});

it('of several algorithms has a block about every fifteen seconds, each algorithm a fifth of them', () => {
  const chain = new MarketWorld(1, new ShockBook(from, [])).lanedChain('digibyte')!;
  const found = chain.lanes.map((lane) => lane.tipAt(from + 10 * dayMs).height - lane.tipAt(from).height);
  const each = (10 * 86_400) / 75;
  expect(chain.lanes).toHaveLength(5);
  for (const blocks of found) expect(Math.abs(blocks / each - 1)).toBeLessThan(0.1);
  expect(new Set(found).size).toBeGreaterThan(1);
  expect(chain.heightAt(from + 10 * dayMs) - chain.heightAt(from)).toBe(found.reduce((sum, blocks) => sum + blocks, 0));
  expect(chain.meanRewardAt(chain.heightAt(from))).toBeGreaterThan(100);
});
