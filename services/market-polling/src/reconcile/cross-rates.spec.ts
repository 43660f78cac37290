import { describe, expect, it } from '@jest/globals';
import type { Amounts, PriceQuote } from '../quotes/price-quote.js';
import { CrossRates } from './cross-rates.js';

const now = Date.UTC(2026, 10, 1);
const dayMs = 86_400_000;
const quote = (price: Amounts, lastUpdatedMs: number | null = now): PriceQuote => ({
  coinId: 'litecoin',
  symbol: null,
  name: null,
  price,
  marketCap: {},
  volume24h: {},
  change: {},
  lastUpdatedMs,
});

function ratesOf(...quotes: PriceQuote[]): CrossRates {
  const rates = new CrossRates();
  rates.take(quotes, now);
  return rates;
}

describe('rates between currencies', () => {
  it('follow from a coin that is priced in both, not of bitcoin, and not from a coin without a price in USD', () => {
    const rates = ratesOf(quote({ usd: 100, eur: 92, btc: 0.001 }), quote({ gbp: 80 }));
    expect([...rates.perUsd(now)]).toEqual([['eur', 0.92]]);
  });

  it('are those of the coin that was priced last', () => {
    const rates = ratesOf(quote({ usd: 100, eur: 92 }), quote({ usd: 100, eur: 50 }, now - dayMs), quote({ usd: 100, eur: 40 }, null));
    expect(rates.perUsd(now).get('eur')).toBe(0.92);
  });

  it('hold for a day', () => {
    const rates = ratesOf(quote({ usd: 100, eur: 92 }));
    expect([rates.perUsd(now + dayMs).size, rates.perUsd(now + dayMs + 1).size]).toEqual([1, 0]);
  });
});
