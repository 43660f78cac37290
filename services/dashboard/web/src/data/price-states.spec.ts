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

const price = { usd: 1, btc: null, btc_derived: false, last_updated: 0, stale: false, state: 'fresh' } as const;

function aCoin(change: Partial<CoinRow> = {}): CoinRow {
  const row = {
    source: 'coingecko',
    interval_ms: 300_000,
    price,
    candidates: [candidate('coingecko', 'accepted'), candidate('coinmarketcap', 'accepted')],
    quality: { flags: [] },
    silent: false,
    ...change,
  };
  return row as unknown as CoinRow;
}

describe('how far a price is to be relied on', () => {
  it.each(['fresh', 'fallback', 'cached', 'stale', 'pinned', 'none', 'unknown'] as const)('is as the record says: %s', (state) => {
    expect(priceStateOf(aCoin({ price: { ...price, state } }))).toBe(state);
  });

  it('is nothing that is known once no records come, but for a price that never was', () => {
    expect(priceStateOf(aCoin({ silent: true }))).toBe('silent');
    expect(priceStateOf(aCoin({ silent: true, price: { ...price, usd: null, state: 'none' } }))).toBe('none');
  });

  it('is told with what stands in for whom', () => {
    const alone = aCoin({ source: 'coinmarketcap', candidates: [candidate('coinmarketcap', 'accepted')] });
    expect(whyOf(alone, 'fallback')).toBe('From CoinMarketCap; a more reliable source does not answer.');
    expect(whyOf(aCoin(), 'cached')).toContain('The last word of CoinGecko');
  });

  it.each([
    { verdict: 'outlier', why: 'lies too far from the others' },
    { verdict: 'stale', why: 'is too old' },
    { verdict: 'accepted', why: 'does not answer' },
  ] as const)('says why a first source that is $verdict was passed by', ({ verdict, why }) => {
    const row = aCoin({ source: 'coinmarketcap', candidates: [candidate('coingecko', verdict), candidate('coinmarketcap', 'accepted')] });
    expect(whyOf(row, 'fallback')).toContain(why);
  });

  it('says what speaks against a price', () => {
    const flags = [
      { path: 'coin.id', reason: 'unverified_id' },
      { path: 'price.usd', reason: 'low_quality' },
    ];
    const row = aCoin({ source: 'coingecko', quality: { flags } });
    expect(whyOf(row, 'fresh')).toMatch(/most reliable source\. .*means this coin\. .*worth little/);
    expect(whyOf(aCoin({ source: 'coingecko' }), 'fresh')).toMatch(/most reliable source\.$/);
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
