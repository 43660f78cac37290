import type { GlobalFigures } from '../../whole-market/global-round.js';
import { countOf, numberOf, positiveOf, timeOf } from '../../quotes/read-json.js';
import { amountAt, objectAt, unexpected } from '../../quotes/shape.js';
import { quoteIn } from './read-quotes.js';

const endpoint = '/v1/global-metrics/quotes/latest';

/** Reads `/v1/global-metrics/quotes/latest`. @throws PermanentError with the place, where it is not of that shape */
export function readGlobalMetrics(json: unknown): GlobalFigures {
  const data = objectAt(endpoint, '$.data', objectAt(endpoint, '$', json)['data']);
  const usd = quoteIn(data, 'usd');
  if (usd === null) throw unexpected(endpoint, '$.data.quote', 'a quote in USD', data['quote']);
  return {
    total_market_cap_usd: amountAt(endpoint, '$.data.quote[USD].total_market_cap', usd['total_market_cap']),
    total_volume_24h_usd: positiveOf(usd['total_volume_24h']),
    market_cap_change_percent_24h: numberOf(usd['total_market_cap_yesterday_percentage_change']),
    btc_dominance_percent: positiveOf(data['btc_dominance']),
    eth_dominance_percent: positiveOf(data['eth_dominance']),
    altcoin_market_cap_usd: positiveOf(usd['altcoin_market_cap']),
    altcoin_volume_24h_usd: positiveOf(usd['altcoin_volume_24h']),
    volume_change_percent_24h: numberOf(usd['total_volume_24h_yesterday_percentage_change']),
    total_coins: countOf(data['total_cryptocurrencies']),
    active_coins: countOf(data['active_cryptocurrencies']),
    active_markets: countOf(data['active_exchanges']),
    last_updated: timeOf(data['last_updated'] ?? usd['last_updated']),
  };
}
