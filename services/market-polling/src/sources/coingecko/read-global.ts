import type { GlobalFigures } from '../../whole-market/global-figures.js';
import { numberOf, objectOf, positiveOf, timeOf } from '../../quotes/read-json.js';
import { amountAt, objectAt } from '../../quotes/shape.js';

const endpoint = '/global';

/** Reads `/global`; dominance comes by lower-case ticker. @throws PermanentError with the place, where it is not of that shape */
export function readGlobal(json: unknown): GlobalFigures {
  const data = objectAt(endpoint, '$.data', objectAt(endpoint, '$', json)['data']);
  const caps = objectAt(endpoint, '$.data.total_market_cap', data['total_market_cap']);
  const dominance = objectOf(data['market_cap_percentage']);
  return {
    total_market_cap_usd: amountAt(endpoint, '$.data.total_market_cap.usd', caps['usd']),
    total_volume_24h_usd: positiveOf(objectOf(data['total_volume'])?.['usd']),
    market_cap_change_percent_24h: numberOf(data['market_cap_change_percentage_24h_usd']),
    btc_dominance_percent: positiveOf(dominance?.['btc']),
    eth_dominance_percent: positiveOf(dominance?.['eth']),
    active_coins: positiveOf(data['active_cryptocurrencies']),
    active_markets: positiveOf(data['markets']),
    last_updated: timeOf(data['updated_at']),
  };
}
