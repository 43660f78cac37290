import type { Judgement, Secret } from '@lodestream/service-kit';
import { cadenceOf, judgeSchedules, plannedBy, type Schedules } from '../../plan/cadence.js';
import { judgePlan, type SourcePlan } from '../../plan/source-plan.js';
import { coinGeckoPlans, coinGeckoTier } from './plans.js';

/** The settings that decide what it costs. */
export interface CoinGeckoCosts {
  readonly enabled: boolean;
  readonly api_key?: Secret;
  readonly tier?: string;
  readonly coins: readonly string[];
  readonly polling_intervals: {
    readonly simple_price: number;
    readonly market_data: number;
    readonly historical: number;
    readonly global: number;
  };
  readonly schedules?: Schedules;
}

const daySeconds = 86_400;

/** What CoinGecko will be asked for: one call a tick of prices, one a coin and day of history, one an hour of the whole market. */
export function planCoinGecko(config: CoinGeckoCosts): SourcePlan {
  const tier = coinGeckoTier(config.tier, config.api_key);
  const { callsPerMinute, callsPerMonth } = coinGeckoPlans[tier];
  const { simple_price: simple, market_data: markets, historical, global } = config.polling_intervals;
  const history = cadenceOf('historical', historical, config.schedules);
  const each = { creditsPerCall: 1, callsPerRefresh: 1 };
  return {
    source: 'coingecko',
    tier,
    callsPerMinute,
    creditsPerMonth: callsPerMonth,
    requests: [
      { ...each, name: 'simple_price', use: 'price', intervalSeconds: Math.min(simple, markets) },
      // A new daily close can exist once a day, however often one would look.
      {
        ...each,
        ...plannedBy(history),
        name: 'historical',
        use: 'history',
        intervalSeconds: Math.max(daySeconds, history.intervalSeconds),
        callsPerRefresh: config.coins.length,
      },
      { ...each, ...plannedBy(cadenceOf('global', global, config.schedules)), name: 'global', use: 'global' },
    ],
  };
}

/** Refuses what is over the caps of the plan; what is switched off costs nothing. */
export function coinGeckoFits(value: unknown): Judgement[] {
  const config = value as CoinGeckoCosts | undefined;
  const isReadable =
    config?.enabled === true && Array.isArray(config.coins) && Object.values(config.polling_intervals ?? {}).every(isInterval);
  if (!isReadable) return [];
  const faults = judgeSchedules(config.schedules);
  return faults.length > 0 ? faults : judgePlan(planCoinGecko(config));
}

const isInterval = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
