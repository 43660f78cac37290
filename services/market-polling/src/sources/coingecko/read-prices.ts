import { PermanentError } from '@lodestream/component';
import type { ListedCoin, PriceAnswer, PriceQuote } from '../../quotes/price-quote.js';
import { amountsOf, type JsonObject, listOf, numberOf, objectOf, positiveOf, textOf, timeOf } from '../../quotes/read-json.js';

const periods = ['1h', '7d', '30d'];

/** Reads the answer of `/coins/markets` in one currency: a list, from which an unknown or delisted id is absent without a word. */
export function readMarkets(json: unknown, coins: readonly ListedCoin[], currency: string): PriceAnswer {
  const rows = listOf(json);
  if (rows === null) throw new PermanentError('/coins/markets answered with something that is no list', 'malformed');
  const byId = new Map(
    rows.flatMap((row) => (textOf(objectOf(row)?.['id']) === null ? [] : [[objectOf(row)!['id'], objectOf(row)!] as const])),
  );
  return answerOf(coins, (listed) => {
    const row = byId.get(listed.id);
    return row === undefined ? null : marketQuote(listed, row, currency);
  });
}

/** Reads the answer of `/simple/price`: an object keyed by id, from which unknown ids are absent as well. */
export function readSimplePrice(json: unknown, coins: readonly ListedCoin[], currencies: readonly string[]): PriceAnswer {
  const body = objectOf(json);
  if (body === null) throw new PermanentError('/simple/price answered with something that is no object', 'malformed');
  return answerOf(coins, (listed) => {
    const row = objectOf(body[listed.id]);
    return row === null ? null : simpleQuote(listed, row, currencies);
  });
}

function answerOf(coins: readonly ListedCoin[], read: (listed: ListedCoin) => PriceQuote | null): PriceAnswer {
  const answers = coins.map((listed) => ({ listed, quote: read(listed) }));
  return {
    quotes: answers.flatMap(({ quote }) => (quote === null ? [] : [quote])),
    missing: answers.filter(({ quote }) => quote === null).map(({ listed }) => listed.coin.id),
    credits: 1,
  };
}

function marketQuote({ coin }: ListedCoin, row: JsonObject, currency: string): PriceQuote {
  const changes = periods.map((period) => [period, numberOf(row[`price_change_percentage_${period}_in_currency`])] as const);
  return {
    coinId: coin.id,
    symbol: textOf(row['symbol'])?.toUpperCase() ?? null,
    name: textOf(row['name']),
    price: amountsOf([[currency, positiveOf(row['current_price'])]]),
    marketCap: amountsOf([[currency, positiveOf(row['market_cap'])]]),
    volume24h: amountsOf([[currency, numberOf(row['total_volume'])]]),
    change: amountsOf([['24h', numberOf(row['price_change_percentage_24h'])], ...changes]),
    lastUpdatedMs: timeOf(row['last_updated']),
  };
}

function simpleQuote({ coin }: ListedCoin, row: JsonObject, currencies: readonly string[]): PriceQuote {
  const each = (read: (currency: string) => number | null): Record<string, number> =>
    amountsOf(currencies.map((currency) => [currency, read(currency)] as const));
  return {
    coinId: coin.id,
    symbol: null,
    name: null,
    price: each((currency) => positiveOf(row[currency])),
    marketCap: each((currency) => positiveOf(row[`${currency}_market_cap`])),
    volume24h: each((currency) => numberOf(row[`${currency}_24h_vol`])),
    change: amountsOf([['24h', numberOf(row['usd_24h_change'])]]),
    lastUpdatedMs: timeOf(row['last_updated_at']),
  };
}
