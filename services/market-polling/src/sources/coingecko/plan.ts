import type { Judgement, Secret } from '@lodestream/service-kit';
import { type Cadence, cadenceOf, judgeSchedules, plannedBy, type Schedules, secondsTogether } from '../../plan/cadence.js';
import { judgePlan, type PlannedRequests, type SourcePlan } from '../../plan/source-plan.js';
import { coinGeckoPlans, coinGeckoTier } from './plans.js';

/** The settings that decide when prices are asked for. */
export interface CoinGeckoPriceTimes {
  readonly polling_intervals: { readonly simple_price: number; readonly market_data: number };
  readonly schedules?: Schedules;
}

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

/** When prices are asked for. */
export interface CoinGeckoCadences {
  /** At the times of all of these. */
  readonly asked: readonly Cadence[];
  /** With volumes and capitalisation, at the first of them that comes at or after each of these. */
  readonly markets: Cadence;
}

/** Two intervals are the shorter one; where an expression is among them, the times of both are meant. */
export function coinGeckoCadences({ polling_intervals: intervals, schedules }: CoinGeckoPriceTimes): CoinGeckoCadences {
  const simple = cadenceOf('simple_price', intervals.simple_price, schedules);
  const markets = cadenceOf('market_data', intervals.market_data, schedules);
  const shorter = simple.intervalSeconds <= markets.intervalSeconds ? simple : markets;
  return { markets, asked: simple.cron === null && markets.cron === null ? [shorter] : [simple, markets] };
}

/** What CoinGecko will be asked for: one call a tick of prices, one a coin and day of history, one an hour of the whole market. */
export function planCoinGecko(config: CoinGeckoCosts): SourcePlan {
  const tier = coinGeckoTier(config.tier, config.api_key);
  const { callsPerMinute, callsPerMonth } = coinGeckoPlans[tier];
  const { historical, global } = config.polling_intervals;
  const history = cadenceOf('historical', historical, config.schedules);
  const each = { creditsPerCall: 1, callsPerRefresh: 1 };
  return {
    source: 'coingecko',
    tier,
    callsPerMinute,
    creditsPerMonth: callsPerMonth,
    requests: [
      ...plannedPrices(coinGeckoCadences(config)).map((prices) => ({ ...each, ...prices, use: 'price' })),
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

/** Expressions that fall together cost one call; beside an interval each costs its own. */
function plannedPrices({ asked, markets }: CoinGeckoCadences): Pick<PlannedRequests, 'name' | 'intervalSeconds' | 'schedule'>[] {
  const [simple] = asked;
  if (asked.length === 1) return [{ name: 'simple_price', ...plannedBy(simple!) }];
  const both = [plannedBy(simple!), plannedBy(markets)];
  if (both.some(({ schedule }) => schedule === undefined))
    return [
      { name: 'simple_price', ...both[0]! },
      { name: 'market_data', ...both[1]! },
    ];
  return [{ name: 'simple_price', intervalSeconds: secondsTogether(asked), schedule: both.map(({ schedule }) => schedule).join(' and ') }];
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
