import { type PlanCaps, planQuota, type QuotaPlan } from '@lodestream/polling';
import type { Judgement } from '@lodestream/service-kit';

/** What one endpoint, or several that take turns, will be asked for. */
export interface PlannedRequests {
  /** The setting that decides how often, such as `simple_price`. */
  readonly name: string;
  readonly use: string;
  /** Seconds between two refreshes in effect, which may be more than was asked for. */
  readonly intervalSeconds: number;
  /** The cron expression and its time zone where one decides; left out where the interval does. */
  readonly schedule?: string;
  readonly callsPerRefresh: number;
  readonly creditsPerCall: number;
  /** The task of the source that makes it; left out where it comes along with another request. */
  readonly task?: 'prices' | 'history' | 'global' | 'count';
}

/** What a source will be asked for, against what its plan allows. */
export interface SourcePlan {
  readonly source: string;
  /** Name of the provider's plan. */
  readonly tier: string;
  readonly callsPerMinute: number;
  readonly creditsPerMonth: number;
  readonly requests: readonly PlannedRequests[];
}

const daySeconds = 86_400;
const longestMonthDays = 31;

/** Works out a plan over the longest month. */
export function costOf(plan: SourcePlan, days = longestMonthDays): QuotaPlan {
  const caps: PlanCaps = { creditsPerPeriod: plan.creditsPerMonth, periodSeconds: days * daySeconds, callsPerMinute: plan.callsPerMinute };
  return planQuota(plan.requests, caps);
}

/** The plan in sentences, for a start's log and for `check-config`. */
export function describePlan(plan: SourcePlan): string {
  const cost = costOf(plan);
  const lines = plan.requests.map(({ name, intervalSeconds, schedule }, index) => {
    const { calls, credits } = cost.endpoints[index]!;
    return `    ${name}: ${schedule === undefined ? `every ${intervalSeconds} s` : `by ${schedule}`}, ${count(calls)} calls, ${count(credits)} credits`;
  });
  const of = `of ${count(plan.creditsPerMonth)} credits`;
  const end = cost.runsOutAfterSeconds === null ? 'which last' : `which run out on day ${dayOf(cost.runsOutAfterSeconds)}`;
  return [`  ${plan.source} (${plan.tier}): ${count(cost.credits)} ${of} in a month of ${longestMonthDays} days, ${end}`, ...lines].join(
    '\n',
  );
}

/** Refuses a plan that is over its caps, with the arithmetic and the nearest intervals that fit. */
export function judgePlan(plan: SourcePlan): Judgement[] {
  const cost = costOf(plan);
  if (cost.fits) return [];
  return [{ path: ['polling_intervals'], message: arithmetic(plan, cost), remedy: remedyOf(plan, cost) }];
}

function arithmetic(plan: SourcePlan, cost: QuotaPlan): string {
  const terms = cost.endpoints.map(({ name, credits }) => `${name} ${count(credits)}`).join(' + ');
  const sum = `${terms} = ${count(cost.credits)} credits in a month of ${longestMonthDays} days`;
  if (cost.runsOutAfterSeconds === null)
    return `${cost.callsPerMinute.toFixed(1)} calls a minute are over the ${plan.callsPerMinute} of the plan ${plan.tier}`;
  return `${sum} are over the ${count(plan.creditsPerMonth)} of the plan ${plan.tier}, and would run out on day ${dayOf(cost.runsOutAfterSeconds)}`;
}

function remedyOf({ requests }: SourcePlan, { fittingSeconds }: QuotaPlan): string {
  if (fittingSeconds === null) return 'No interval fits: name fewer coins, or choose a larger plan.';
  const isByExpression = (name: string): boolean => requests.some((each) => each.name === name && each.schedule !== undefined);
  const intervals = [...fittingSeconds]
    .map(([name, seconds]) => `${name}: ${seconds}${isByExpression(name) ? ' instead of its expression' : ''}`)
    .join(', ');
  return `The nearest intervals that fit are ${intervals}; or choose a larger plan.`;
}

const dayOf = (seconds: number): number => Math.floor(seconds / daySeconds) + 1;
const count = (value: number): string => value.toLocaleString('en-US');
