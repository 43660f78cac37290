import { periodEnd } from '@lodestream/polling';
import type { IntegrationBudget, IntegrationRequest } from '@lodestream/records';
import { longestMonthSeconds, plannedBy } from '../plan/cadence.js';
import { costOf, type PlannedRequests, type SourcePlan } from '../plan/source-plan.js';
import type { ChainSource } from '../chains/chain-facts.js';
import type { MarketSource } from '../sources/market-source.js';

/** What a source has to do with a budget. */
export type BudgetedSource = Pick<MarketSource, 'name' | 'plan' | 'quota' | 'history'>;

/** A source of chains by the times at which it is asked. */
export type TimedChain = Pick<ChainSource, 'source' | 'setting' | 'cadence'>;

/** The first time after `afterMs` at which a task of a source is due, in UTC milliseconds; null when that is not known. */
export type NextOf = (source: string, task: string, afterMs: number) => number | null;

/** What a source of prices is asked for in a month, and when next after `afterMs`; nothing where it has no plan. */
export function toldRequests(source: BudgetedSource, nextOf: NextOf, afterMs: number): IntegrationRequest[] {
  const plan = planNow(source);
  if (plan === null) return [];
  const { endpoints } = costOf(plan);
  return plan.requests.map((request, index) => ({
    ...told(request),
    calls_per_month: endpoints[index]!.calls,
    credits_per_month: endpoints[index]!.credits,
    next_at: request.task === undefined ? null : nextOf(source.name, request.task, afterMs),
  }));
}

/** When a source of chains is asked, and when next after `afterMs`; nobody counts what that costs. */
export function toldTimes({ source, setting, cadence }: TimedChain, nextOf: NextOf, afterMs: number): IntegrationRequest {
  const nobodyCounts = { calls_per_month: null, credits_per_month: null };
  return { ...told({ name: setting, ...plannedBy(cadence) }), ...nobodyCounts, next_at: nextOf(source, 'chain', afterMs) };
}

/** What the budget of a source has left, and when it would run out by its plan; null where nobody counts. */
export function toldBudget(source: BudgetedSource, nowMs: number): IntegrationBudget | null {
  const plan = planNow(source);
  if (plan === null || source.quota === null) return null;
  const { spent, period } = source.quota;
  const [resetsAt, planned, cap] = [periodEnd(period, nowMs), costOf(plan).credits, plan.creditsPerMonth];
  // A plan that asks for nothing divides by zero, and lasts for ever.
  const endAt = spent === null ? Infinity : nowMs + (Math.max(0, cap - spent) / planned) * longestMonthSeconds * 1_000;
  return { plan: plan.tier, cap, spent, resets_at: resetsAt, planned, runs_out_at: endAt < resetsAt ? Math.floor(endAt) : null };
}

/** The plan with the history of every coin that is followed now, which may be more than the configuration names. */
function planNow({ plan, history }: BudgetedSource): SourcePlan | null {
  if (plan === null) return null;
  const coins = history?.coins.length ?? 0;
  const asked = (request: PlannedRequests): PlannedRequests =>
    request.use === 'history' ? { ...request, callsPerRefresh: Math.max(coins, request.callsPerRefresh) } : request;
  return { ...plan, requests: plan.requests.map(asked) };
}

const told = ({ name, intervalSeconds, schedule }: Pick<PlannedRequests, 'name' | 'intervalSeconds' | 'schedule'>) => ({
  name,
  interval_s: intervalSeconds,
  schedule: schedule ?? null,
});
