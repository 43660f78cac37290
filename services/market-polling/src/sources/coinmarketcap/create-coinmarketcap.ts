import type { Coin } from '@lodestream/mining';
import type { WebReply } from '@lodestream/polling';
import type { CoinMarketCapConfig } from '../../config.js';
import { cadenceOf } from '../../plan/cadence.js';
import { correction } from '../correction.js';
import { CoinIds, type NamedCoin } from '../coin-ids.js';
import { type MarketSource, mostBodyBytes, type SourceParts, userAgent } from '../market-source.js';
import { monthFrom, openGate } from '../open-gate.js';
import { PacedApi } from '../paced-api.js';
import { CoinMarketCapPrices } from './coinmarketcap.prices.js';
import { CoinMarketCapSource } from './coinmarketcap.source.js';
import { globalMetricsCadences, planCoinMarketCap } from './plan.js';
import { coinMarketCapCacheMs, coinMarketCapUrl } from './plans.js';
import { coinMarketCapError } from './read-error.js';
import { creditsOf } from './read-quotes.js';

const source = 'coinmarketcap';

/** CoinMarketCap as configured, for the coins that are followed; null where it is switched off, or has no key: every endpoint needs one. */
export function createCoinMarketCap(
  config: CoinMarketCapConfig | undefined,
  coins: readonly Coin[],
  parts: SourceParts,
): MarketSource | null {
  const key = config?.api_key;
  if (config === undefined || !config.enabled || key === undefined) return null;
  const web = parts.openWeb({
    baseUrl: config.base_url ?? coinMarketCapUrl,
    userAgent,
    maxBodyBytes: mostBodyBytes,
    headers: { 'X-CMC_PRO_API_KEY': key.reveal() },
  });
  const plan = planCoinMarketCap(config);
  const month = monthFrom(config.billing_day);
  const { gate, quota } = openGate(plan, month, parts);
  const errorIn = (reply: WebReply): ReturnType<typeof coinMarketCapError> => coinMarketCapError(reply, parts.clock.now(), month);
  const cacheMs = (path: string): number => coinMarketCapCacheMs.get(path) ?? 0;
  const paced = new PacedApi({ source, web, gate, errorIn, creditsIn: ({ json }) => creditsOf(json), cacheMs, ...parts });
  const api = new CoinMarketCapSource(paced);
  const ids = new CoinIds({
    ...parts,
    source,
    coins: coins.flatMap(named),
    lookUp: (asked, signal) =>
      api.resolve(
        asked.map(({ coin }) => coin),
        { signal },
      ),
  });
  const cadence = cadenceOf('listings', config.polling_intervals.listings, config.schedules);
  const prices = new CoinMarketCapPrices({ api, ids, cadence });
  const correct = correction({ plan, month, quota, ...parts }, (signal) => api.account({ signal }));
  const global = {
    source,
    ...globalMetricsCadences(config),
    global: (signal: AbortSignal) => api.global({ signal }),
    shares: (totalCapUsd: number | null, signal: AbortSignal) => api.shares(totalCapUsd, { signal }),
  };
  return { name: source, prices, history: null, global, correct, plan, quota, takeOver: () => paced.takeOver(), close: () => web.close() };
}

/** A coin whose id is not certain is not asked for before it was looked up; one without a ticker can't be. */
function named(coin: Coin): NamedCoin[] {
  const known = coin.ids.coinmarketcap;
  const id = known?.verified === true ? known.id : null;
  return id === null && coin.symbol === '' ? [] : [{ coin, id, certain: id !== null }];
}
