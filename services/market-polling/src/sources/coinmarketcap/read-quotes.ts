import { answerFor } from '../../quotes/answer-for.js';
import type { ListedCoin, PriceAnswer, PriceQuote } from '../../quotes/price-quote.js';
import { amountsOf, countOf, type JsonObject, listOf, numberOf, objectOf, positiveOf, textOf } from '../../quotes/read-json.js';
import { amountAt, objectAt, timeAt, unexpected } from '../../quotes/shape.js';

const endpoint = 'quotes';
const periods = ['1h', '24h', '7d', '30d', '60d', '90d'];

/**
 * Reads quotes and listings of every version: `data` is a list in v3 and in listings, a map by id in v1 and v2, a map of lists by symbol in
 * v2; `quote` is a map by currency in v1 and v2, a list in v3 (called `quotes` in `/v2/simple/price`). Rows are matched by id alone.
 * @throws PermanentError with the place, where the answer is of none of these shapes
 */
export function readQuotes(json: unknown, coins: readonly ListedCoin[], currency: string): PriceAnswer {
  const byId = new Map(rowsOf(objectAt(endpoint, '$', json)['data']).map((row, index) => [idOf(row, index), row] as const));
  return answerFor(coins, creditsOf(json), (listed) => {
    const row = byId.get(listed.id);
    return row === undefined ? null : quoteOf(listed, row, currency);
  });
}

/** Credits the provider counted for an answer; null where it does not say. */
export const creditsOf = (json: unknown): number | null => countOf(objectOf(objectOf(json)?.['status'])?.['credit_count']);

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
  const entries = listOf(data) ?? Object.values(objectAt(endpoint, '$.data', data));
  return entries.flatMap((entry) => listOf(entry) ?? [entry]).map((row, index) => objectAt(endpoint, `$.data[${index}]`, row));
}

function idOf(row: JsonObject, index: number): string {
  const id = numberOf(row['id']);
  if (id === null) throw unexpected(endpoint, `$.data[${index}].id`, 'the number of a coin', row['id']);
  return String(id);
}

function quoteOf({ coin, id }: ListedCoin, row: JsonObject, currency: string): PriceQuote {
  const path = `$.data[id ${id}].quote`;
  const quotes = row['quote'] ?? row['quotes'];
  if (listOf(quotes) === null) objectAt(endpoint, path, quotes);
  const quote = quoteIn(row, currency);
  const price = quote === null ? null : amountAt(endpoint, `${path}[${currency.toUpperCase()}].price`, quote['price']);
  const time = quote?.['last_updated'] === undefined ? row['last_updated'] : quote['last_updated'];
  return {
    coinId: coin.id,
    symbol: textOf(row['symbol']),
    name: textOf(row['name']),
    price: amountsOf([[currency, price]]),
    marketCap: amountsOf([[currency, positiveOf(quote?.['market_cap'])]]),
    volume24h: amountsOf([[currency, numberOf(quote?.['volume_24h'])]]),
    change: amountsOf(periods.map((period) => [period, numberOf(quote?.[`percent_change_${period}`])] as const)),
    lastUpdatedMs: timeAt(endpoint, `${path}[${currency.toUpperCase()}].last_updated`, time),
    ...(numberOf(row['is_active']) === 0 ? { inactive: true as const } : {}),
  };
}
