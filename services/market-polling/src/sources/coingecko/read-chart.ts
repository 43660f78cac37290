import type { DailyClose } from '../../history/close-book.js';
import type { PricePoint } from '../../series/price-series.js';
import { listOf, numberOf, positiveOf } from '../../quotes/read-json.js';
import { listAt, objectAt, unexpected } from '../../quotes/shape.js';

const dayMs = 86_400_000;
const chart = '/market_chart';
const range = '/market_chart/range';
/** The year 2000: a number below it is no time in milliseconds. */
const leastMs = Date.UTC(2000, 0, 1);
const nearMidnightMs = 10 * 60_000;

/**
 * Reads daily closes from `/market_chart`: points of `[ms, price]` at midnight UTC, each the close of the day that ended then. The last point
 * may be "now", off the grid, and is no close; one without a price is left out, so that its day is a gap.
 * @throws PermanentError with the place, where the answer is not of that shape
 */
export function readCloses(json: unknown): readonly DailyClose[] {
  const ofDays = pointsIn(chart, json).filter(({ atMs }) => atMs % dayMs <= nearMidnightMs);
  return ofDays.map(({ atMs, usd }) => ({ day: Math.floor(atMs / dayMs) - 1, usd }));
}

/**
 * Reads prices from `/market_chart/range`: points of `[ms, price]`, five minutes apart where no more than a day was asked for, an hour up to
 * 90 days. One without a price is left out.
 * @throws PermanentError with the place, where the answer is not of that shape
 */
export const readRange = (json: unknown): readonly PricePoint[] => pointsIn(range, json);

function pointsIn(endpoint: string, json: unknown): PricePoint[] {
  const points = listAt(endpoint, '$.prices', objectAt(endpoint, '$', json)['prices']);
  return points.flatMap((point, index) => {
    const atMs = numberOf(listOf(point)?.[0]);
    if (atMs === null || atMs < leastMs) throw unexpected(endpoint, `$.prices[${index}]`, 'a time in ms and a price', point);
    const usd = positiveOf(listOf(point)?.[1]);
    return usd === null ? [] : [{ atMs, usd }];
  });
}
