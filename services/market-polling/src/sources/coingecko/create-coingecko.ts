import { type Coin, coinOfProvider } from '@lodestream/mining';
import { QuotaBudget, RequestGate, TokenBucket } from '@lodestream/polling';
import type { CoinGeckoConfig } from '../../config.js';
import type { ListedCoin } from '../../quotes/price-quote.js';
import { type MarketSource, mostBodyBytes, type SourceParts, userAgent } from '../market-source.js';
import { CoinGeckoPrices } from './coingecko.prices.js';
import { CoinGeckoSource } from './coingecko.source.js';
import { type CoinGeckoPlan, coinGeckoPlans, coinGeckoTier } from './plans.js';

/** CoinGecko as configured; null where it is switched off. */
export function createCoinGecko(config: CoinGeckoConfig | undefined, parts: SourceParts): MarketSource | null {
  if (config === undefined || !config.enabled) return null;
  const plan: CoinGeckoPlan = coinGeckoPlans[coinGeckoTier(config.tier, config.api_key)];
  const key = config.api_key;
  const web = parts.openWeb({
    baseUrl: config.base_url ?? plan.baseUrl,
    userAgent,
    maxBodyBytes: mostBodyBytes,
    headers: plan.keyHeader === null || key === undefined ? {} : { [plan.keyHeader]: key.reveal() },
  });
  const api = new CoinGeckoSource(web, gateOf(plan, parts));
  const { polling_intervals: intervals } = config;
  const prices = new CoinGeckoPrices({
    api,
    coins: config.coins.map(listed),
    currencies: config.vs_currencies,
    simplePriceMs: intervals.simple_price * 1_000,
    marketsMs: intervals.market_data * 1_000,
  });
  return { name: 'coingecko', prices, close: () => web.close() };
}

/** A coin that our table does not know is taken as it is called there; it has a price, and no chain. */
function listed(id: string): ListedCoin {
  const known = coinOfProvider('coingecko', id);
  const stranger: Coin = { id, symbol: '', name: '', algorithms: [], blockSeconds: null, retargetBlocks: null, ids: {} };
  return { coin: known ?? stranger, id };
}

function gateOf({ callsPerMinute, callsPerMonth }: CoinGeckoPlan, { clock, budgets }: SourceParts): RequestGate {
  const bucket = new TokenBucket({ cap: callsPerMinute, windowMs: 60_000, burst: 1 }, clock);
  const shares = new Map(['price', 'network', 'history', 'global'].map((use) => [use, 1]));
  const quota = new QuotaBudget(
    { key: 'coingecko', cap: callsPerMonth, period: { kind: 'calendar_month' }, blockSize: 10, shares },
    budgets,
    clock,
  );
  return new RequestGate({ what: 'CoinGecko', bucket, quota, clock, mostWaiting: 100 });
}
