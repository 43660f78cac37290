import { PermanentError } from '@lodestream/component';
import type { ListedCoin, PriceAnswer, PriceQuote } from '../../quotes/price-quote.js';
import { amountsOf, type JsonObject, listOf, numberOf, objectOf, positiveOf, textOf, timeOf } from '../../quotes/read-json.js';

const periods = ['1h', '24h', '7d', '30d'];

/**
 * Reads quotes and listings of every version: `data` is a list in v3 and in listings, a map by id in v1 and v2, a map of lists by symbol in
 * v2; `quote` is a map by currency in v1 and v2, a list in v3 (called `quotes` in `/v2/simple/price`). Rows are matched by id alone.
 */
export function readQuotes(json: unknown, coins: readonly ListedCoin[], currency: string): PriceAnswer {
  const data = objectOf(json)?.['data'];
  if (listOf(data) === null && objectOf(data) === null) throw new PermanentError('quotes came without data', 'malformed');
  const byId = new Map(rowsOf(data).map((row) => [String(row['id']), row]));
  const answers = coins.map((listed) => ({ listed, row: byId.get(listed.id) }));
  return {
    quotes: answers.flatMap(({ listed, row }) => (row === undefined ? [] : [quoteOf(listed, row, currency)])),
    missing: answers.filter(({ row }) => row === undefined).map(({ listed }) => listed.coin.id),
    credits: creditsOf(json),
  };
}

/** Credits the provider counted for an answer; null where it does not say. */
export const creditsOf = (json: unknown): number | null => numberOf(objectOf(objectOf(json)?.['status'])?.['credit_count']);

/** The quote of one row in a currency, in whichever shape; null where there is none. */
export function quoteIn(row: JsonObject, currency: string): JsonObject | null {
  const code = currency.toUpperCase();
  const quotes = row['quote'] ?? row['quotes'];
  const listed = listOf(quotes)
    ?.map(objectOf)
    .find((quote) => quote?.['symbol'] === code);
  return listed ?? objectOf(objectOf(quotes)?.[code]);
}

function rowsOf(data: unknown): readonly JsonObject[] {
  const entries = listOf(data) ?? Object.values(objectOf(data) ?? {});
  return entries
    .flatMap((entry) => listOf(entry) ?? [entry])
    .map(objectOf)
    .filter((row) => row !== null);
}

function quoteOf({ coin }: ListedCoin, row: JsonObject, currency: string): PriceQuote {
  const quote = quoteIn(row, currency) ?? {};
  return {
    coinId: coin.id,
    symbol: textOf(row['symbol']),
    name: textOf(row['name']),
    price: amountsOf([[currency, positiveOf(quote['price'])]]),
    marketCap: amountsOf([[currency, positiveOf(quote['market_cap'])]]),
    volume24h: amountsOf([[currency, numberOf(quote['volume_24h'])]]),
    change: amountsOf(periods.map((period) => [period, numberOf(quote[`percent_change_${period}`])] as const)),
    lastUpdatedMs: timeOf(quote['last_updated'] ?? row['last_updated']),
  };
}
