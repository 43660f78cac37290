import { describe, expect, it } from '@jest/globals';
import { CloseBook } from '../history/close-book.js';
import { changePeriods } from './change-period.js';
import { PriceSeries } from './price-series.js';
import { toldChanges } from './told-changes.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 20, 12);
const today = Math.floor(now / day);

/** A line of two days at 50 and closes of a hundred days at 25; now it is 100. */
function told(
  configured: readonly string[],
  given: Record<string, number> = {},
  usd: number | null = 100,
  changeBefore: Record<string, number> = {},
) {
  const [series, closes] = [new PriceSeries(), new CloseBook()];
  for (let at = now - 2 * day; at <= now; at += hour / 4) series.add('x', at, 50);
  closes.take(
    'x',
    Array.from({ length: 100 }, (_, n) => ({ day: today - 1 - n, usd: 25 })),
  );
  return toldChanges({ series, closes }, changePeriods(configured), { change: given, changeBefore }, 'x', usd, now);
}

describe('changes over periods', () => {
  it('are the source’s own where it gives them, and of no period that nobody wants', () => {
    const { change, derived } = told(['30d'], { '24h': 1, '30d': 2, '200d': 3 });
    expect(change).toEqual({ '1h': 100, '24h': 1, '7d': 300, '30d': 2 });
    expect(derived).toEqual(['1h', '7d']);
  });

  it.each([
    { period: '15m', percent: 100 },
    { period: '36h', percent: 100 },
    { period: '2d', percent: 100 },
    // neither does the line reach so far, nor is a close near enough
    { period: '5d', percent: undefined },
    { period: '100h', percent: undefined },
    { period: '14d', percent: 300 },
    { period: '90d', percent: 300 },
    { period: '101d', percent: undefined },
  ])('of ours, over $period, are $percent %', ({ period, percent }) => {
    expect(told([period]).change[period]).toBe(percent);
  });

  it('are none of ours where there is no price to reckon with', () => {
    expect(told(['30d'], { '24h': 1 }, null)).toEqual({ change: { '24h': 1 }, derived: [], before: [], backFilled: [] });
  });
});
