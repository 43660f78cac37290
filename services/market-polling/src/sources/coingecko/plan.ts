import type { Judgement, Secret } from '@lodestream/service-kit';
import { askedAt, type Cadence, cadenceOf, judgeSchedules, plannedBy, plannedTogether, type Schedules } from '../../plan/cadence.js';
import { judgePlan, type SourcePlan } from '../../plan/source-plan.js';
import type { GlobalProvider } from '../../whole-market/global-round.js';
import { coinGeckoPlans, coinGeckoTier } from './plans.js';

/** The settings that decide when prices are asked for. */
export interface CoinGeckoPriceTimes {
  readonly polling_intervals: { readonly simple_price: number; readonly market_data: number };
  readonly schedules?: Schedules;
}

/** The settings that decide when the whole market is asked for. */
export interface CoinGeckoGlobalTimes {
  readonly polling_intervals: { readonly global: number; readonly comprehensive: number };
  readonly schedules?: Schedules;
}

/** The settings that decide what it costs. */
export interface CoinGeckoCosts {
  readonly enabled: boolean;
  readonly api_key?: Secret;
  readonly tier?: string;
  readonly base_url?: string;
  readonly coins: readonly string[];
  readonly polling_intervals: {
    readonly simple_price: number;
    readonly market_data: number;
    readonly historical: number;
    readonly global: number;
    readonly comprehensive: number;
  };
  readonly schedules?: Schedules;
}

const daySeconds = 86_400;

/** When prices are asked for. */
export interface CoinGeckoCadences {
  /** At the times of all of these. */
  readonly asked: readonly Cadence[];
  /** With volumes and capitalisation, at the first of them that comes at or after each of these. */
  readonly markets: Cadence;
}

/** Prices come with volumes and capitalisation too. */
export function coinGeckoCadences({ polling_intervals: intervals, schedules }: CoinGeckoPriceTimes): CoinGeckoCadences {
  const simple = cadenceOf('simple_price', intervals.simple_price, schedules);
  const markets = cadenceOf('market_data', intervals.market_data, schedules);
  return { markets, asked: askedAt(simple, markets) };
}

/** When figures of the whole market are asked for, and when everything that is said of it is wanted. */
export function globalCadences({
  polling_intervals: intervals,
  schedules,
}: CoinGeckoGlobalTimes): Pick<GlobalProvider, 'cadences' | 'comprehensive'> {
  const comprehensive = cadenceOf('comprehensive', intervals.comprehensive, schedules);
  return { comprehensive, cadences: askedAt(cadenceOf('global', intervals.global, schedules), comprehensive) };
}

/** What CoinGecko will be asked for: one call a tick of prices, one a coin and day of history, one an hour of the whole market, which
 * once a day tells everything. */
export function planCoinGecko(config: CoinGeckoCosts): SourcePlan {
  const tier = coinGeckoTier(config.tier, config.api_key);
  const { callsPerMinute, callsPerMonth, tellsAccount } = coinGeckoPlans[tier];
  const { historical } = config.polling_intervals;
  const history = cadenceOf('historical', historical, config.schedules);
  const each = { creditsPerCall: 1, callsPerRefresh: 1 };
  return {
    source: 'coingecko',
    tier,
    callsPerMinute,
    creditsPerMonth: callsPerMonth,
    requests: [
      ...plannedTogether('simple_price', 'market_data', coinGeckoCadences(config).asked).map((times) => ({
        ...each,
        ...times,
        use: 'price',
        task: 'prices' as const,
      })),
      // A new daily close can exist once a day, however often one would look.
      {
        ...each,
        ...plannedBy(history),
        name: 'historical',
        use: 'history',
        task: 'history',
        intervalSeconds: Math.max(daySeconds, history.intervalSeconds),
        callsPerRefresh: config.coins.length,
      },
      ...plannedTogether('global', 'comprehensive', globalCadences(config).cadences).map((times) => ({
        ...each,
        ...times,
        use: 'global',
        task: 'global' as const,
      })),
      // whether it counts is not stated: taken as a call like any other
      ...(tellsAccount ? [{ ...each, name: 'key', use: 'price', task: 'count' as const, intervalSeconds: daySeconds }] : []),
    ],
  };
}

/** Refuses what is over the caps of the plan; what is switched off costs nothing. */
export function coinGeckoFits(value: unknown): Judgement[] {
  const config = value as CoinGeckoCosts | undefined;
  const isReadable =
    config?.enabled === true && Array.isArray(config.coins) && Object.values(config.polling_intervals ?? {}).every(isInterval);
  if (!isReadable) return [];
  const faults = [...keyFits(config), ...judgeSchedules(config.schedules)];
  return faults.length > 0 ? faults : judgePlan(planCoinGecko(config));
}

/** Without a key every request to such a plan would be refused, unless a proxy of ours puts it in. */
function keyFits({ tier, api_key: key, base_url: proxy }: CoinGeckoCosts): Judgement[] {
  if (tier === undefined || tier === 'keyless' || key !== undefined || proxy !== undefined) return [];
  return [{ path: ['api_key'], message: `the plan ${tier} needs a key`, remedy: 'Give `api_key` a value, or leave `tier` out.' }];
}

const isInterval = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
