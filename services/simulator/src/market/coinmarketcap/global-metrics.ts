import type { Quotes } from '../quotes.js';
import { wholeMarket } from '../whole-market.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Customer } from './access.js';
import { convertsOf } from './converts.js';
import { enveloped } from './envelope.js';

/** The figures are made anew each five minutes. */
const cacheMs = 300_000;

/** `/v1/global-metrics/quotes/latest`: the market as a whole. */
export function globalMetrics({ world }: Quotes, call: ProviderCall, customer: Customer): ProviderAnswer {
  const converts = convertsOf(world, call, customer);
  if ('status' in converts) return converts;
  const moment = Math.floor(call.at / cacheMs) * cacheMs;
  const market = wholeMarket(world, moment);
  const lastUpdated = new Date(moment).toISOString();
  const rest = 1 - market.btcPart;
  const figures = (factor: number): Record<string, unknown> => ({
    total_market_cap: market.marketCap * factor,
    total_volume_24h: market.volume * factor,
    altcoin_market_cap: market.marketCap * rest * factor,
    altcoin_volume_24h: market.volume * rest * factor,
    last_updated: lastUpdated,
  });
  const bitcoin = world.assets[0]!;
  const perUsd = (symbol: string): number => world.prices.in(symbol.toLowerCase(), bitcoin, moment)! / market.btcUsd;
  const data = {
    active_cryptocurrencies: 9_812,
    total_cryptocurrencies: 38_114,
    active_exchanges: 871,
    btc_dominance: market.btcPart * 100,
    eth_dominance: market.ethPart * 100,
    quote: Object.fromEntries(converts.map((symbol) => [symbol, figures(perUsd(symbol))])),
    last_updated: lastUpdated,
  };
  return enveloped('v1', call.at, data, converts.length);
}
