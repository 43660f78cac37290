import { PermanentError } from '@lodestream/component';
import type { DailyClose } from '../../history/close-book.js';
import { listOf, numberOf, objectOf, positiveOf } from '../../quotes/read-json.js';

const dayMs = 86_400_000;
const nearMidnightMs = 10 * 60_000;

/**
 * Reads daily closes from `/market_chart`: points of `[ms, price]` at midnight UTC, each the close of the day that ended then. The last point
 * may be "now", off the grid, and is no close; one without a price is left out, so that its day is a gap.
 */
export function readCloses(json: unknown): readonly DailyClose[] {
  const points = listOf(objectOf(json)?.['prices']);
  if (points === null) throw new PermanentError('/market_chart answered without prices', 'malformed');
  return points.flatMap((point) => {
    const [atMs, usd] = [numberOf(listOf(point)?.[0]), positiveOf(listOf(point)?.[1])];
    return atMs === null || usd === null || atMs % dayMs > nearMidnightMs ? [] : [{ day: Math.floor(atMs / dayMs) - 1, usd }];
  });
}
