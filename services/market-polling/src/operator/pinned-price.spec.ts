import { describe, expect, it } from '@jest/globals';
import type { ReconciledPrice } from '../reconcile/reconciled-price.js';
import { pinnedPrice } from './pinned-price.js';

const pin = { usd: 2, atMs: 1, untilMs: 9, by: 'anna', reason: null };
const price = (rest: Partial<ReconciledPrice> = {}): ReconciledPrice => ({
  source: 'coingecko',
  quote: null,
  trueAtMs: null,
  price: { usd: 1, btc: 1e-5, eur: 0.9 },
  marketCap: { usd: 7 },
  volume24h: {},
  btcDerived: false,
  stale: true,
  state: 'cached',
  candidates: [],
  flags: [
    { path: 'price.usd', reason: 'stale' },
    { path: 'volume_24h.usd', reason: 'not_given' },
  ],
  ...rest,
});

describe('a pinned price', () => {
  it('stands in place of the sources’, marked, and other currencies keep their proportion', () => {
    expect(pinnedPrice(price(), 'litecoin', pin)).toEqual({
      ...price(),
      source: 'pinned',
      price: { usd: 2, btc: 2e-5, eur: 1.8 },
      btcDerived: true,
      stale: false,
      state: 'pinned',
      flags: [
        { path: 'volume_24h.usd', reason: 'not_given' },
        { path: 'price.usd', reason: 'pinned' },
      ],
    });
  });

  it('of bitcoin is 1 BTC', () => {
    expect(pinnedPrice(price(), 'bitcoin', pin)).toMatchObject({ price: { usd: 2, btc: 1 }, btcDerived: false });
  });

  it('of a coin that no source knows has no price in other currencies, and none of 0', () => {
    expect(pinnedPrice(price({ price: {} }), 'nonesuch', pin)).toMatchObject({ price: { usd: 2 }, btcDerived: false });
    expect(pinnedPrice(price({ price: {} }), 'nonesuch', pin).price).toEqual({ usd: 2 });
  });
});
