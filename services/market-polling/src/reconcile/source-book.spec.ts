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
    const book = new SourceBook('a', 10);
    book.answered([quote(null)], 1);
    expect(book.of('litecoin', 1)).toMatchObject({ quote: { price: {} }, observedAtMs: 1 });
    book.answered([quote(91)], 2);
    book.answered([quote(92)], 3);
    book.answered([quote(null)], 4);
    expect(book.of('litecoin', 4)).toMatchObject({ quote: { price: { usd: 92 } }, observedAtMs: 3 });
  });

  it('is current while the source says so when asked, and no longer once it is silent, leaves the coin out, or is not asked', () => {
    const book = new SourceBook('a', 10);
    const current = (nowMs: number): boolean => book.of('litecoin', nowMs)!.current;
    book.answered([quote(91)], 1);
    expect([current(11), current(12)]).toEqual([true, false]);
    book.failed();
    expect(current(2)).toBe(false);
    book.answered([quote(92)], 3);
    expect(current(3)).toBe(true);
    book.answered([], 4);
    expect(current(4)).toBe(false);
  });

  it('is what was read before this process while nothing newer is, and then as old as it is', () => {
    const book = new SourceBook('a', 10);
    book.recall(quote(90), 5);
    book.recall(quote(89), 4);
    expect(book.of('litecoin', 5)).toMatchObject({ quote: { price: { usd: 90 } }, observedAtMs: 5, current: false });
    book.answered([quote(91)], 6);
    book.recall(quote(90), 5);
    expect(book.of('litecoin', 6)).toMatchObject({ quote: { price: { usd: 91 } }, current: true });
  });
});
