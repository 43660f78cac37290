import { describe, expect, it } from '@jest/globals';
import type { PriceQuote } from '../quotes/price-quote.js';
import { SourceBook } from './source-book.js';

const quote = (usd: number | null): PriceQuote => ({
  coinId: 'litecoin',
  symbol: null,
  name: null,
  price: usd === null ? {} : { usd },
  marketCap: {},
  volume24h: {},
  change: {},
  lastUpdatedMs: null,
});

describe('the last word of a source', () => {
  it('is the newest price, which a quote without one does not replace', () => {
    const book = new SourceBook('a');
    book.answered([quote(null)], 1);
    expect(book.of('litecoin')).toMatchObject({ quote: { price: {} }, observedAtMs: 1 });
    book.answered([quote(91)], 2);
    book.answered([quote(92)], 3);
    book.answered([quote(null)], 4);
    expect(book.of('litecoin')).toMatchObject({ quote: { price: { usd: 92 } }, observedAtMs: 3 });
  });
});
