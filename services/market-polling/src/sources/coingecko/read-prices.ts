import { answerFor } from '../../quotes/answer-for.js';
import type { ListedCoin, PriceAnswer, PriceQuote } from '../../quotes/price-quote.js';
import { amountsOf, type JsonObject, numberOf, objectOf, positiveOf, textOf } from '../../quotes/read-json.js';
import { amountAt, listAt, objectAt, timeAt, unexpected } from '../../quotes/shape.js';

/** Those that the provider has of the periods that somebody might want. */
export const periods = ['1h', '7d', '14d', '30d', '200d'] as const;
const markets = '/coins/markets';
const simple = '/simple/price';

/**
 * Reads the answer of `/coins/markets` in one currency: a list, from which an unknown or delisted id is absent without a word.
 * @throws PermanentError with the place, where the answer is not of that shape
 */
export function readMarkets(json: unknown, coins: readonly ListedCoin[], currency: string): PriceAnswer {
  const places = new Map(listAt(markets, '$', json).map((row, index) => [idOf(row, index), { row: objectOf(row)!, index }] as const));
  return answerFor(coins, 1, (listed) => {
    const place = places.get(listed.id);
    return place === undefined ? null : marketQuote(listed, place.row, `$[${place.index}]`, currency);
  });
}

/**
 * Reads the answer of `/simple/price`: an object keyed by id, from which unknown ids are absent as well; a coin without a price has an empty
 * row. @throws PermanentError with the place, where the answer is not of that shape
 */
export function readSimplePrice(json: unknown, coins: readonly ListedCoin[], currencies: readonly string[]): PriceAnswer {
  const body = objectAt(simple, '$', json);
  if (Object.keys(body).length > 0 && !coins.some(({ id }) => body[id] !== undefined))
    throw unexpected(simple, '$', `an id that was asked for, such as ${coins[0]?.id}`, body);
  return answerFor(coins, 1, (listed) => {
    if (body[listed.id] === undefined) return null;
    const path = `$.${listed.id}`;
    const row = objectAt(simple, path, body[listed.id]);
    return Object.keys(row).length === 0 ? null : simpleQuote(listed, row, path, currencies);
  });
}

function idOf(row: unknown, index: number): string {
  const id = textOf(objectOf(row)?.['id']);
  if (id === null) throw unexpected(markets, `$[${index}].id`, 'the id of a coin', objectOf(row)?.['id'] ?? row);
  return id;
}

function marketQuote({ coin }: ListedCoin, row: JsonObject, path: string, currency: string): PriceQuote {
  const changes = periods.map((period) => [period, numberOf(row[`price_change_percentage_${period}_in_currency`])] as const);
  return {
    coinId: coin.id,
    symbol: textOf(row['symbol'])?.toUpperCase() ?? null,
    name: textOf(row['name']),
    price: amountsOf([[currency, amountAt(markets, `${path}.current_price`, row['current_price'])]]),
    marketCap: amountsOf([[currency, positiveOf(row['market_cap'])]]),
    volume24h: amountsOf([[currency, numberOf(row['total_volume'])]]),
    change: amountsOf([['24h', numberOf(row['price_change_percentage_24h'])], ...changes]),
    lastUpdatedMs: timeAt(markets, `${path}.last_updated`, row['last_updated']),
  };
}

/** The first currency must be there; others may be unknown to the provider. */
function simpleQuote({ coin }: ListedCoin, row: JsonObject, path: string, currencies: readonly string[]): PriceQuote {
  const each = (read: (currency: string) => number | null): Record<string, number> =>
    amountsOf(currencies.map((currency) => [currency, read(currency)] as const));
  const priceIn = (currency: string): number | null =>
    currency !== currencies[0] && row[currency] === undefined ? null : amountAt(simple, `${path}.${currency}`, row[currency]);
  return {
    coinId: coin.id,
    symbol: null,
    name: null,
    price: each(priceIn),
    marketCap: each((currency) => positiveOf(row[`${currency}_market_cap`])),
    volume24h: each((currency) => numberOf(row[`${currency}_24h_vol`])),
    change: amountsOf([['24h', numberOf(row['usd_24h_change'])]]),
    lastUpdatedMs: timeAt(simple, `${path}.last_updated_at`, row['last_updated_at']),
  };
}
