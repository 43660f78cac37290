import { describe, expect, it } from '@jest/globals';
import { anchorMs, assets, findAsset } from './asset-sheet.js';
import { MarketWorld } from './market-world.js';
import { RandomWalk } from './random-walk.js';
import { ShockBook } from './shock.js';

const dayMs = 86_400_000;
const world = (seed = 1): MarketWorld => new MarketWorld(seed, new ShockBook(anchorMs, []));
const [bitcoin, pepecoin] = [findAsset('bitcoin')!, findAsset('pepecoin-network')!];

describe('a random walk', () => {
  const steps = (stepMs: number, count: number): number[] => {
    const walk = new RandomWalk(77);
    return Array.from({ length: count }, (_, index) => walk.at(anchorMs + (index + 1) * stepMs) - walk.at(anchorMs + index * stepMs));
  };

  it.each([
    ['a day', dayMs],
    ['an hour', 3_600_000],
    ['ten minutes', 600_000],
  ])('has steps over %s with the deviation they should have', (_name, stepMs) => {
    const values = steps(stepMs, 2000);
    const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    expect(Math.abs(variance / (stepMs / dayMs) - 1)).toBeLessThan(3 * Math.sqrt(2 / values.length));
  });

  it('has steps that know nothing of one another', () => {
    const values = steps(dayMs, 2000);
    const product = values.slice(1).reduce((sum, value, index) => sum + value * values[index]!, 0) / values.length;
    expect(Math.abs(product)).toBeLessThan(3 / Math.sqrt(values.length));
  });

  it('is the same in whatever order it is asked, and does not jump', () => {
    const [one, two] = [new RandomWalk(5), new RandomWalk(5)];
    const times = [3, 1, 2, 500_000, 4].map((minutes) => anchorMs + minutes * 60_000 + 17);
    expect(times.map((at) => one.at(at))).toEqual(
      times
        .toReversed()
        .map((at) => two.at(at))
        .toReversed(),
    );
    expect(Math.abs(one.at(anchorMs + 60_000) - one.at(anchorMs + 59_999))).toBeLessThan(1e-4);
    expect(one.at(Date.UTC(2100, 0))).toBe(one.at(Date.UTC(2200, 0)));
  });
});

describe('prices', () => {
  it('are those of the sheet at the anchor', () => {
    expect(world().prices.usd(bitcoin, anchorMs)).toBe(bitcoin.usd);
  });

  it('are the same for the same seed, and others for another', () => {
    const at = anchorMs + 200 * dayMs;
    expect(world().prices.usd(pepecoin, at)).toBe(world().prices.usd(pepecoin, at));
    expect(world(2).prices.usd(pepecoin, at)).not.toBe(world().prices.usd(pepecoin, at));
  });

  it.each(['bitcoin', 'dogecoin', 'bellscoin'])('of %s move by what its sheet says a day', (id) => {
    const [asset, { prices }] = [findAsset(id)!, world()];
    const returns = Array.from({ length: 1000 }, (_, day) =>
      Math.log(prices.usd(asset, anchorMs + (day + 1) * dayMs) / prices.usd(asset, anchorMs + day * dayMs)),
    );
    const deviation = Math.sqrt(returns.reduce((sum, value) => sum + value ** 2, 0) / returns.length);
    expect(Math.abs(deviation / asset.dailyDeviation - 1)).toBeLessThan(3 / Math.sqrt(2 * returns.length));
  });

  it('in BTC are the quotient of two in US dollars, and null in a currency nobody knows', () => {
    const { prices } = world();
    const at = anchorMs + 100 * dayMs;
    expect(prices.in('btc', pepecoin, at)).toBe(prices.usd(pepecoin, at) / prices.usd(bitcoin, at));
    expect(prices.in('btc', bitcoin, at)).toBe(1);
    expect(prices.in('xyz', bitcoin, at)).toBeNull();
    expect(prices.in('toString', bitcoin, at)).toBeNull();
  });

  it('fall when the script says so', () => {
    const crash = new ShockBook(anchorMs, [{ what: 'price', coin: 'bitcoin', factor: 0.7, fromMs: dayMs, durationMs: dayMs }]);
    const { prices } = new MarketWorld(1, crash);
    const usual = world().prices;
    const ratio = (at: number): number => prices.usd(bitcoin, at) / usual.usd(bitcoin, at);
    expect([dayMs - 1, dayMs, 2 * dayMs - 1, 2 * dayMs].map((after) => ratio(anchorMs + after))).toEqual([
      1,
      expect.closeTo(0.7, 9),
      expect.closeTo(0.7, 9),
      1,
    ]);
  });

  it('belong to assets that share tickers, which are no identities', () => {
    const tickers = assets.map(({ symbol }) => symbol);
    expect(new Set(tickers).size).toBeLessThan(tickers.length);
    expect(new Set(assets.map(({ id }) => id)).size).toBe(assets.length);
    expect(new Set(assets.map(({ listed }) => listed.number)).size).toBe(assets.length);
  });
});
