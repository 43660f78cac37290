import { PermanentError } from '@lodestream/component';
import type { GlobalFigures } from '../../whole-market/global-figures.js';
import { numberOf, objectOf, positiveOf, timeOf } from '../../quotes/read-json.js';
import { quoteIn } from './read-quotes.js';

/** Reads `/v1/global-metrics/quotes/latest`. */
export function readGlobalMetrics(json: unknown): GlobalFigures {
  const data = objectOf(objectOf(json)?.['data']);
  if (data === null) throw new PermanentError('global metrics came without data', 'malformed');
  const usd = quoteIn(data, 'usd');
  return {
    total_market_cap_usd: positiveOf(usd?.['total_market_cap']),
    total_volume_24h_usd: positiveOf(usd?.['total_volume_24h']),
    market_cap_change_percent_24h: numberOf(usd?.['total_market_cap_yesterday_percentage_change']),
    btc_dominance_percent: positiveOf(data['btc_dominance']),
    eth_dominance_percent: positiveOf(data['eth_dominance']),
    active_coins: positiveOf(data['active_cryptocurrencies']),
    active_markets: positiveOf(data['active_exchanges']),
    last_updated: timeOf(data['last_updated'] ?? usd?.['last_updated']),
  };
}
