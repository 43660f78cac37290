import { describe, expect, it } from '@jest/globals';
import type { PriceQuote } from '../quotes/price-quote.js';
import type { SourceNotice } from '../sources/market-source.js';
import { MissWatch } from './miss-watch.js';

const quote = (coinId: string): PriceQuote => ({
  coinId,
  symbol: null,
  name: null,
  price: { usd: 1 },
  marketCap: {},
  volume24h: {},
  change: {},
  lastUpdatedMs: null,
});

describe('a coin that a source leaves out', () => {
  it('is told of after three times in a row, once, and again when it is back', () => {
    const told: SourceNotice[] = [];
    const watch = new MissWatch((notice) => told.push(notice));
    const answer = (given: boolean): void =>
      watch.answered('coingecko', {
        quotes: given ? [quote('bitcoin'), quote('bellscoin')] : [quote('bitcoin')],
        missing: given ? [] : ['bellscoin'],
        credits: 1,
      });
    for (const given of [false, false, true, false, false]) answer(given);
    expect(told).toEqual([]);
    for (const given of [false, false, false, true, true]) answer(given);
    expect(told.map(({ source, subject, severity }) => [source, subject, severity])).toEqual([
      ['coingecko', 'bellscoin', 'warning'],
      ['coingecko', 'bellscoin', 'info'],
    ]);
  });

  it('is told of with the reason, where its row could not be read', () => {
    const told: SourceNotice[] = [];
    const watch = new MissWatch((notice) => told.push(notice));
    const unreadable = ['expected a number at $[1]'];
    for (let times = 0; times < 3; times += 1)
      watch.answered('coingecko', { quotes: [quote('bitcoin')], missing: ['bellscoin'], credits: 1, unreadable });
    expect(told[0]?.detail).toContain('expected a number at $[1]');
  });
});
