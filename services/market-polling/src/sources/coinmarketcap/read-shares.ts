import { listAt, objectAt } from '../../quotes/shape.js';
import { positiveOf, textOf } from '../../quotes/read-json.js';
import type { Shares } from '../../whole-market/global-round.js';
import { quoteIn } from './read-quotes.js';

const endpoint = '/v3/cryptocurrency/listings/latest';

/**
 * Shares of the coins of a listing in a total market capitalisation, in percent by lower-case ticker; of several coins with one ticker the
 * first, which is the largest. What has no capitalisation is left out. None where the total is not known.
 * @throws PermanentError with the place, where the answer is not of that shape
 */
export function readShares(json: unknown, totalCapUsd: number | null): Shares {
  const rows = listAt(endpoint, '$.data', objectAt(endpoint, '$', json)['data']).map((row, index) =>
    objectAt(endpoint, `$.data[${index}]`, row),
  );
  const caps = rows.map((row) => [textOf(row['symbol'])?.toLowerCase(), positiveOf(quoteIn(row, 'usd')?.['market_cap'])] as const);
  const shares = new Map<string, number>();
  for (const [ticker, cap] of caps)
    if (ticker !== undefined && cap !== null && totalCapUsd !== null && !shares.has(ticker)) shares.set(ticker, (100 * cap) / totalCapUsd);
  return Object.fromEntries(shares);
}
