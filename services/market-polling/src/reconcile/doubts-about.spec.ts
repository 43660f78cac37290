import { describe, expect, it } from '@jest/globals';
import type { PriceQuote } from '../quotes/price-quote.js';
import { PriceSeries } from '../series/price-series.js';
import { IdentityDoubts } from '../sources/identity-doubts.js';
import { doubtsAbout, type KnownBefore } from './doubts-about.js';
import { JumpWatch } from './jump-watch.js';
import type { ReconciledPrice } from './reconciled-price.js';

const minute = 60_000;
const start = Date.UTC(2026, 10, 1);

/** A price of so many minutes after the start, alone or confirmed by a second source. */
function aPrice(usd: number, minutes = 0, rest: Partial<PriceQuote> = {}, sources = 1): ReconciledPrice {
  const atMs = start + minutes * minute;
  const quote = {
    coinId: 'x',
    symbol: null,
    name: null,
    price: { usd },
    marketCap: {},
    volume24h: {},
    change: {},
    lastUpdatedMs: atMs,
    ...rest,
  };
  const candidate = { source: 'a', usd, lastUpdatedMs: atMs, observedAtMs: atMs, verdict: 'accepted' as const, deviationPercent: null };
  const figures = { price: { usd }, marketCap: {}, volume24h: quote.volume24h, btcDerived: false, flags: [], state: 'fresh' as const };
  return { source: 'a', quote, trueAtMs: atMs, stale: false, candidates: Array.from({ length: sources }, () => candidate), ...figures };
}

const before = (): KnownBefore => ({ doubts: new IdentityDoubts(), jumps: new JumpWatch(), series: new PriceSeries() });
const paths = (price: ReconciledPrice, known = before()): string[] =>
  doubtsAbout(price, 'x', known).map(({ path, reason }) => `${path} ${reason}`);

describe('doubts about a price', () => {
  it.each([
    { fact: 'none where all is well', rest: { volume24h: { usd: 5 }, change: { '24h': -99 } }, said: [] },
    { fact: 'none where the volume is not told', rest: {}, said: [] },
    { fact: 'the provider has taken the coin off', rest: { inactive: true as const }, said: ['price.usd low_quality'] },
    { fact: 'nobody traded it', rest: { volume24h: { usd: 0 } }, said: ['price.usd low_quality'] },
    { fact: 'none where clocks differ a little', rest: { lastUpdatedMs: start + 10 * minute }, said: [] },
    { fact: 'its time is yet to come', rest: { lastUpdatedMs: start + 11 * minute }, said: ['price.last_updated low_quality'] },
    { fact: 'a volume below nothing', rest: { volume24h: { usd: -1 } }, said: ['volume_24h.usd low_quality'] },
    { fact: 'a loss of all and more', rest: { change: { '24h': -100 } }, said: ['price_change.percent_24h low_quality'] },
  ])('are: $fact', ({ rest, said }) => {
    expect(paths(aPrice(1, 0, rest))).toEqual(said);
  });

  it('are of its identity where its source is in doubt, or any where no source has a price', () => {
    const known = before();
    known.doubts.set('a', 'x', true);
    expect(paths(aPrice(1), known)).toEqual(['coin.id unverified_id']);
    expect(paths({ ...aPrice(1), source: 'b' }, known)).toEqual([]);
    expect(paths({ ...aPrice(1), source: 'none', quote: null }, known)).toEqual(['coin.id unverified_id']);
  });
});

describe('a price that doubled within the hour', () => {
  /** What is thought of each price in turn; those that are believed make the line. */
  function thoughts(...prices: readonly ReconciledPrice[]): boolean[] {
    const known = before();
    return prices.map((price) => {
      const isDoubtful = paths(price, known).includes('price.usd low_quality');
      if (!isDoubtful) known.series.add('x', price.trueAtMs!, price.price['usd']!);
      return isDoubtful;
    });
  }

  it.each([
    {
      fact: 'is not believed until a second one is like it',
      prices: [aPrice(1), aPrice(3, 5), aPrice(3.1, 10), aPrice(3, 15)],
      said: [false, true, false, false],
    },
    { fact: 'is not confirmed by being told again', prices: [aPrice(1), aPrice(3, 5), aPrice(3, 5)], said: [false, true, true] },
    {
      fact: 'was a slip where the next is as before',
      prices: [aPrice(1), aPrice(3, 5), aPrice(1, 10), aPrice(3, 15)],
      said: [false, true, false, true],
    },
    { fact: 'is believed from two sources', prices: [aPrice(1), aPrice(3, 5, {}, 2)], said: [false, false] },
    { fact: 'is believed after an hour without one', prices: [aPrice(1), aPrice(3, 61)], said: [false, false] },
    { fact: 'is doubted as much where it halved', prices: [aPrice(1), aPrice(0.4, 5)], said: [false, true] },
    { fact: 'is none where it rose by less', prices: [aPrice(1), aPrice(1.9, 5)], said: [false, false] },
  ])('$fact', ({ prices, said }) => {
    expect(thoughts(...prices)).toEqual(said);
  });
});
