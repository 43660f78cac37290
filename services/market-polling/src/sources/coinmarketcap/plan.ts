import type { Judgement } from '@lodestream/service-kit';
import { cadenceOf, judgeSchedules, plannedBy, type Schedules } from '../../plan/cadence.js';
import { judgePlan, type SourcePlan } from '../../plan/source-plan.js';
import { coinMarketCapPlans } from './plans.js';

/** The settings that decide what it costs. */
export interface CoinMarketCapCosts {
  readonly enabled: boolean;
  readonly tier: string;
  readonly polling_intervals: { readonly listings: number; readonly global_metrics: number };
  readonly schedules?: Schedules;
}

const daySeconds = 86_400;
/** One credit buys a hundred coins, more than anybody mines. */
const each = { creditsPerCall: 1, callsPerRefresh: 1 };

/** What CoinMarketCap will be asked for; its own count of credits is free and asked once a day. */
export function planCoinMarketCap({ tier, polling_intervals: intervals, schedules }: CoinMarketCapCosts): SourcePlan {
  const { callsPerMinute, creditsPerMonth } = coinMarketCapPlans[tier]!;
  return {
    source: 'coinmarketcap',
    tier,
    callsPerMinute,
    creditsPerMonth,
    requests: [
      { ...each, name: 'listings', use: 'price', ...plannedBy(cadenceOf('listings', intervals.listings, schedules)) },
      { ...each, name: 'global_metrics', use: 'global', ...plannedBy(cadenceOf('global_metrics', intervals.global_metrics, schedules)) },
      { ...each, name: 'key_info', use: 'global', intervalSeconds: daySeconds, creditsPerCall: 0 },
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
