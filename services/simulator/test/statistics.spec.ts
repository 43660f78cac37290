import { describe, expect, it } from '@jest/globals';
import { FaultBook } from '../src/faults/fault-book.js';
import { standingFaults } from '../src/faults/standing-faults.js';
import { Farm } from '../src/fleet/farm.js';
import { traitsOf } from '../src/fleet/miner-traits.js';
import { aMiner } from '../src/fleet/virtual-miner.fixture.js';
import { ShareCounters } from '../src/life/share-counters.js';
import { thermalTauMs } from '../src/physics/warmth.js';
import { truthOf } from '../src/control/truth.js';

const { sqrt } = Math;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

describe('shares', () => {
  /** Shares that each of many miners found in each of many equal stretches of work, some 30 in each. */
  const counted = Array.from({ length: 100 }, (_, index) => {
    const traits = traitsOf(7, index);
    const counters = new ShareCounters(traits, 0, 1);
    const stretch = traits.model.hashesPerShareDifficulty * traits.shareDifficulty * 30;
    const upTo = Array.from({ length: 61 }, (_, at) => counters.ofPool(0, [{ pool: 0, fromWork: 0 }], at * stretch).accepted);
    return upTo.slice(1).map((count, at) => count - upTo[at]!);
  });

  // For Poisson counts (n − 1) × variance / mean is chi-squared with n − 1 degrees: its mean is n − 1, its variance twice that.
  it('are dispersed as chance disperses them: the variance of their counts is their mean', () => {
    const degrees = counted.length * 59;
    const dispersion = counted.reduce((sum, counts) => sum + (59 * variance(counts)) / mean(counts), 0) / degrees;
    expect(Math.abs(dispersion - 1)).toBeLessThan(4 * sqrt(2 / degrees));
  });

  it('are as many as the work is worth, whatever the miner', () => {
    const all = counted.flat();
    const expected = 30 * (1 - 0.028);
    // rejected and stale ones, at most half a percent, are missing from the accepted
    const error = 4 * sqrt(expected / all.length);
    expect(mean(all)).toBeGreaterThan(expected * 0.995 - error);
    expect(mean(all)).toBeLessThan(expected + error);
  });

  it('of one stretch say nothing of the next, nor of another miner', () => {
    const correlation = (pairs: readonly (readonly [number, number])[]): number => {
      const [one, other] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
      const [a, b] = [mean(one), mean(other)];
      return mean(pairs.map(([x, y]) => (x - a) * (y - b))) / sqrt(variance(one) * variance(other));
    };
    const next = counted.flatMap((counts) => counts.slice(1).map((count, at) => [counts[at]!, count] as const));
    const neighbours = counted.slice(1).flatMap((counts, at) => counts.map((count, place) => [counted[at]![place]!, count] as const));
    for (const pairs of [next, neighbours]) expect(Math.abs(correlation(pairs))).toBeLessThan(4 / sqrt(pairs.length));
  });
});

describe('heat', () => {
  it('lags behind power by the time constant of the heat sinks: 63 % of the way after one, 95 % after three', () => {
    const { miner, settled } = aMiner([{ kind: 'paused', fromMs: hourMs }]);
    const stopped = settled + hourMs;
    const hottest = (ms: number): number => Math.max(...miner.at(stopped + ms).boards.map(({ pcbC }) => pcbC));
    const [hot, cold] = [hottest(0), hottest(20 * thermalTauMs)];
    expect(hot - cold).toBeGreaterThan(15);
    const way = (taus: number): number => (hot - hottest(taus * thermalTauMs)) / (hot - cold);
    expect(miner.at(stopped + 20_000).watts).toBeLessThan(0.1 * miner.at(stopped - 1).watts);
    expect(way(20_000 / thermalTauMs)).toBeLessThan(0.15);
    // power takes two seconds to fall, and the air moves by a degree or so meanwhile
    expect(Math.abs(way(1) - (1 - Math.exp(-1)))).toBeLessThan(0.05);
    expect(Math.abs(way(3) - (1 - Math.exp(-3)))).toBeLessThan(0.05);
  });
});

describe('a restart', () => {
  const start = Date.UTC(2026, 3, 1);
  const grown = (): Farm => {
    const plans = [
      ...standingFaults(3, 60),
      { miner: 5, kind: 'drifting_chip' as const, fromMs: hourMs },
      { miner: 6, kind: 'reboot' as const, fromMs: 5 * hourMs },
    ];
    return new Farm(3, 60, '127.10.0.1', new FaultBook({ startMs: start, plans, randomPerMinerDay: 2 }));
  };
  const everything = (farm: Farm, at: number): unknown[] =>
    Array.from({ length: farm.size }, (_, index) => truthOf(farm.miner(index)!, at, { address: '127.0.0.1', port: 1 }));

  it('changes nothing: a farm asked all day long and one asked for the first time say the same of every miner', () => {
    const old = grown();
    for (let at = start; at < start + 24 * hourMs; at += 10 * minuteMs) everything(old, at);
    for (const hours of [24, 12.37, 1.01, 0])
      expect(everything(grown(), start + hours * hourMs)).toEqual(everything(old, start + hours * hourMs));
  });

  it('is seen where the seed is another one', () => {
    const other = new Farm(4, 60, '127.10.0.1', new FaultBook({ startMs: start, plans: [], randomPerMinerDay: 0 }));
    expect(everything(other, start)).not.toEqual(everything(grown(), start));
  });
});
