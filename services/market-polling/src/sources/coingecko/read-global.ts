import type { GlobalFigures } from '../../whole-market/global-round.js';
import { amountsOf, countOf, type JsonObject, numberOf, objectOf, positiveOf, timeOf } from '../../quotes/read-json.js';
import { amountAt, objectAt } from '../../quotes/shape.js';

const endpoint = '/global';

/** Reads `/global`; dominance comes by lower-case ticker. @throws PermanentError with the place, where it is not of that shape */
export function readGlobal(json: unknown): GlobalFigures {
  const data = objectAt(endpoint, '$.data', objectAt(endpoint, '$', json)['data']);
  const caps = objectAt(endpoint, '$.data.total_market_cap', data['total_market_cap']);
  const dominance = objectOf(data['market_cap_percentage']);
  const capUsd = amountAt(endpoint, '$.data.total_market_cap.usd', caps['usd']);
  return {
    total_market_cap_usd: capUsd,
    total_volume_24h_usd: positiveOf(objectOf(data['total_volume'])?.['usd']),
    market_cap_change_percent_24h: numberOf(data['market_cap_change_percentage_24h_usd']),
    btc_dominance_percent: positiveOf(dominance?.['btc']),
    eth_dominance_percent: positiveOf(dominance?.['eth']),
    dominance_percent: amountsOf(Object.entries(dominance ?? {}).map(([ticker, share]) => [ticker, positiveOf(share)] as const)),
    exchange_rates: ratesIn(caps, capUsd),
    altcoin_market_cap_usd: null,
    altcoin_volume_24h_usd: null,
    volume_change_percent_24h: numberOf(data['volume_change_percentage_24h_usd']),
    total_coins: null,
    active_coins: countOf(data['active_cryptocurrencies']),
    active_markets: countOf(data['markets']),
    last_updated: timeOf(data['updated_at']),
  };
}

/** The same capitalisation in several currencies tells what one USD is worth in each. */
function ratesIn(caps: JsonObject, capUsd: number | null): Record<string, number> {
  if (capUsd === null) return {};
  const rates = Object.entries(caps).map(([currency, cap]) => [currency, positiveOf(cap)] as const);
  return amountsOf(rates.map(([currency, cap]) => [currency, cap === null ? null : cap / capUsd] as const));
}
