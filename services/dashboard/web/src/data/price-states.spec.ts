import { describe, expect, it } from '@jest/globals';
import type { CoinRow } from './market-types.js';
import { priceStateOf, remarkOn, whyOf } from './price-states.js';

const candidate = (source: string, verdict: 'accepted' | 'outlier' | 'stale') => ({
  source,
  price: 1,
  last_updated: 0,
  verdict,
  deviation_percent: null,
});

function aCoin(change: Partial<CoinRow> = {}): CoinRow {
  const row = {
    source: 'coingecko',
    interval_ms: 300_000,
    price: { usd: 1, btc: null, btc_derived: false, last_updated: 0, stale: false },
    candidates: [candidate('coingecko', 'accepted'), candidate('coinmarketcap', 'accepted')],
    quality: { flags: [] },
    silent: false,
    ...change,
  };
  return row as unknown as CoinRow;
}

const stale = { usd: 1, btc: null, btc_derived: false, last_updated: 0, stale: true };

describe('how far a price is to be relied on', () => {
  it.each([
    { what: 'a fresh price of the first source', row: aCoin(), ageS: 60, state: 'fresh' },
    { what: 'one of the second source', row: aCoin({ source: 'coinmarketcap' }), ageS: 60, state: 'fallback' },
    { what: 'one that is two intervals old to the second', row: aCoin(), ageS: 600, state: 'fresh' },
    { what: 'one that is older', row: aCoin({ source: 'coinmarketcap' }), ageS: 601, state: 'cached' },
    { what: 'one past its limit', row: aCoin({ price: stale }), ageS: 9_000, state: 'stale' },
    { what: 'one whose records stopped', row: aCoin({ price: stale, silent: true }), ageS: 9_000, state: 'silent' },
    { what: 'one that an operator set', row: aCoin({ source: 'pinned', price: stale }), ageS: 9_000, state: 'pinned' },
    { what: 'none at all', row: aCoin({ price: { ...stale, usd: null }, source: 'none', silent: true }), ageS: 0, state: 'none' },
    { what: 'one by a source that told no candidates', row: aCoin({ candidates: [] }), ageS: 0, state: 'fresh' },
  ] as const)('tells $what as $state', ({ row, ageS, state }) => {
    expect(priceStateOf(row, ageS)).toBe(state);
  });

  it.each([
    { verdict: 'outlier', why: 'lies too far from the others' },
    { verdict: 'stale', why: 'is too old' },
    { verdict: 'accepted', why: 'does not answer' },
  ] as const)('says why a first source that is $verdict was passed by', ({ verdict, why }) => {
    const row = aCoin({ source: 'coinmarketcap', candidates: [candidate('coingecko', verdict), candidate('coinmarketcap', 'accepted')] });
    expect(whyOf(row, 'fallback')).toContain(why);
  });

  it('tells the remark on a value in words, a new one too', () => {
    const flags = [
      { path: 'price.btc', reason: 'derived' },
      { path: 'price.usd', reason: 'of_a_later_version' },
    ];
    const row = aCoin({ quality: { flags } });
    expect(['price.btc', 'price.usd', 'volume_24h.usd'].map((path) => remarkOn(row, path))).toEqual([
      'made from two prices in USD',
      'of a later version',
      null,
    ]);
  });
});
