import { type Coin, coinOfProvider } from '@lodestream/mining';
import type { CoinGeckoConfig } from '../../config.js';
import type { ListedCoin } from '../../quotes/price-quote.js';
import type { Gap } from '../../series/price-series.js';
import { cadenceOf } from '../../plan/cadence.js';
import { correction } from '../correction.js';
import { CoinIds, type NamedCoin } from '../coin-ids.js';
import { type MarketSource, mostBodyBytes, type SourceParts, userAgent } from '../market-source.js';
import { monthFrom, openGate } from '../open-gate.js';
import { PacedApi } from '../paced-api.js';
import { CoinGeckoPrices } from './coingecko.prices.js';
import { CoinGeckoSource } from './coingecko.source.js';
import { coinGeckoCadences, globalCadences, planCoinGecko } from './plan.js';
import { coinGeckoCacheMs, type CoinGeckoPlan, coinGeckoPlans, coinGeckoTier } from './plans.js';
import { idInList } from './read-list.js';
import { coinGeckoError } from './read-error.js';

/** The longest window of an indicator, and as long again for gaps. */
const historyDays = 365;
/** Every price is told in these, whatever else is configured. */
const always = ['usd', 'btc'];

/** CoinGecko as configured, for the coins that it names and others that may come to be followed; null where it is switched off. */
export function createCoinGecko(config: CoinGeckoConfig | undefined, candidates: readonly Coin[], parts: SourceParts): MarketSource | null {
  if (config === undefined || !config.enabled) return null;
  const tier: CoinGeckoPlan = coinGeckoPlans[coinGeckoTier(config.tier, config.api_key)];
  const key = config.api_key;
  const web = parts.openWeb({
    baseUrl: config.base_url ?? tier.baseUrl,
    userAgent,
    maxBodyBytes: mostBodyBytes,
    headers: tier.keyHeader === null || key === undefined ? {} : { [tier.keyHeader]: key.reveal() },
  });
  const plan = planCoinGecko(config);
  const month = monthFrom(config.billing_day);
  const { gate, quota } = openGate(plan, month, parts);
  const cacheMs = (path: string): number => coinGeckoCacheMs(tier, path);
  const paced = new PacedApi({ source: 'coingecko', web, gate, errorIn: coinGeckoError, cacheMs, ...parts });
  const api = new CoinGeckoSource(paced);
  const { polling_intervals: intervals } = config;
  const coins = [...coinsOf(config), ...candidates.flatMap(known)];
  const ids = new CoinIds({ ...parts, source: 'coingecko', coins, lookUp: (asked, signal) => lookUp(api, asked, signal) });
  const prices = new CoinGeckoPrices({
    api,
    ids,
    currencies: [...new Set([...always, ...config.vs_currencies])],
    cadences: coinGeckoCadences(config),
  });
  const history = {
    source: 'coingecko',
    get coins(): readonly ListedCoin[] {
      return ids.listed;
    },
    intervalMs: intervals.historical * 1_000,
    cron: cadenceOf('historical', intervals.historical, config.schedules).cron,
    closes: (coin: ListedCoin, signal: AbortSignal) => api.closes(coin, Math.min(tier.historyDays, historyDays), { signal }),
    between: (coin: ListedCoin, stretch: Gap, signal: AbortSignal) => api.between(coin, stretch, { signal }),
  };
  const global = { source: 'coingecko', ...globalCadences(config), global: (signal: AbortSignal) => api.global({ signal }) };
  const correct = tier.tellsAccount ? correction({ plan, month, quota, ...parts }, (signal) => api.account({ signal })) : null;
  const ends = { takeOver: () => paced.takeOver(), close: () => web.close() };
  return { name: 'coingecko', prices, history, global, plan, quota, ...(correct === null ? {} : { correct }), ...ends };
}

/** A coin that nobody named is asked for where our table has its id. */
function known({ ids: { coingecko } }: Coin): NamedCoin[] {
  return coingecko?.id == null ? [] : [listed(coingecko.id)];
}

/** The coins of a configuration, which names them by CoinGecko's ids whether or not CoinGecko is asked. */
export const coinsOf = ({ coins }: Pick<CoinGeckoConfig, 'coins'>): readonly (NamedCoin & ListedCoin)[] => coins.map(listed);

/** A coin that our table does not know is taken as it is called there; it has a price, and no chain. */
function listed(id: string): NamedCoin & ListedCoin {
  const known = coinOfProvider('coingecko', id);
  const stranger: Coin = { id, symbol: '', name: '', algorithms: [], blockSeconds: null, retargetBlocks: null, ids: {} };
  return { coin: known ?? stranger, id, certain: known?.ids.coingecko?.verified === true };
}

async function lookUp(api: CoinGeckoSource, coins: readonly NamedCoin[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const rows = await api.list({ signal });
  return new Map(
    coins.flatMap((named) => {
      const id = idInList(rows, named);
      return id === null ? [] : [[named.coin.id, id] as const];
    }),
  );
}
