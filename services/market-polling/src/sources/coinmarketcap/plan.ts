import type { Judgement } from '@lodestream/service-kit';
import { askedAt, cadenceOf, judgeSchedules, plannedBy, plannedTogether, type Schedules } from '../../plan/cadence.js';
import { judgePlan, type SourcePlan } from '../../plan/source-plan.js';
import type { GlobalProvider } from '../../whole-market/global-round.js';
import { coinMarketCapPlans } from './plans.js';

/** The settings that decide what it costs. */
export interface CoinMarketCapCosts {
  readonly enabled: boolean;
  readonly tier: string;
  readonly polling_intervals: { readonly listings: number; readonly global_metrics: number; readonly comprehensive: number };
  readonly schedules?: Schedules;
}

/** The settings that decide when the whole market is asked for. */
export type GlobalMetricsTimes = {
  readonly polling_intervals: Pick<CoinMarketCapCosts['polling_intervals'], 'global_metrics' | 'comprehensive'>;
  readonly schedules?: Schedules;
};

/** When metrics of the whole market are asked for, and when everything that is said of it is wanted. */
export function globalMetricsCadences({
  polling_intervals: intervals,
  schedules,
}: GlobalMetricsTimes): Pick<GlobalProvider, 'cadences' | 'comprehensive'> {
  const comprehensive = cadenceOf('comprehensive', intervals.comprehensive, schedules);
  return { comprehensive, cadences: askedAt(cadenceOf('global_metrics', intervals.global_metrics, schedules), comprehensive) };
}

const daySeconds = 86_400;
/** One credit buys a hundred coins, more than anybody mines. */
const each = { creditsPerCall: 1, callsPerRefresh: 1 };

/** What CoinMarketCap will be asked for; its own count of credits is free and asked once a day. */
export function planCoinMarketCap({ tier, polling_intervals: intervals, schedules }: CoinMarketCapCosts): SourcePlan {
  const { cadences, comprehensive } = globalMetricsCadences({
    polling_intervals: intervals,
    ...(schedules === undefined ? {} : { schedules }),
  });
  const { callsPerMinute, creditsPerMonth } = coinMarketCapPlans[tier]!;
  return {
    source: 'coinmarketcap',
    tier,
    callsPerMinute,
    creditsPerMonth,
    requests: [
      { ...each, name: 'listings', use: 'price', task: 'prices', ...plannedBy(cadenceOf('listings', intervals.listings, schedules)) },
      ...plannedTogether('global_metrics', 'comprehensive', cadences).map((times) => ({
        ...each,
        ...times,
        use: 'global',
        task: 'global' as const,
      })),
      { ...each, ...plannedBy(comprehensive), name: 'comprehensive_listings', use: 'global' },
      { ...each, name: 'key_info', use: 'global', task: 'count', intervalSeconds: daySeconds, creditsPerCall: 0 },
    ],
  };
}

/** Refuses what is over the caps of the plan; what is switched off costs nothing. */
export function coinMarketCapFits(value: unknown): Judgement[] {
  const config = value as CoinMarketCapCosts | undefined;
  const isReadable =
    config?.enabled === true &&
    Object.hasOwn(coinMarketCapPlans, config.tier) &&
    Object.values(config.polling_intervals ?? {}).every(isInterval);
  if (!isReadable) return [];
  const faults = judgeSchedules(config.schedules);
  return faults.length > 0 ? faults : judgePlan(planCoinMarketCap(config));
}

const isInterval = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
