import { keptBackFor, QuotaBudget, type QuotaPeriod, RequestGate, TokenBucket } from '@lodestream/polling';
import type { SourcePlan } from '../plan/source-plan.js';
import type { SourceParts } from './market-source.js';
import { uses } from './paced-api.js';

/** Credits reserved at once: as many as are lost by a crash. */
const blockSize = 10;

/** A plan's month, by the day of the month on which its count begins anew. */
export const monthFrom = (billingDay: number): QuotaPeriod =>
  billingDay === 1 ? { kind: 'calendar_month' } : { kind: 'billing_month', day: billingDay };

/** The pace and the budget of a source under its plan. */
export interface OpenGate {
  readonly gate: RequestGate;
  readonly quota: QuotaBudget;
}

/** Opens the gate of a source; what dearer uses still need in the month is kept back from the others. */
export function openGate(plan: SourcePlan, period: QuotaPeriod, { clock, budgets }: Pick<SourceParts, 'clock' | 'budgets'>): OpenGate {
  const planned = plan.requests.map(({ use, intervalSeconds, callsPerRefresh, creditsPerCall }) => ({
    use,
    intervalSeconds,
    creditsPerRefresh: callsPerRefresh * creditsPerCall,
  }));
  const keptBack = keptBackFor(planned, uses, period);
  const quota = new QuotaBudget({ key: plan.source, cap: plan.creditsPerMonth, period, blockSize, uses, keptBack }, budgets, clock);
  const bucket = new TokenBucket({ cap: plan.callsPerMinute, windowMs: 60_000, burst: 1 }, clock);
  return { quota, gate: new RequestGate({ what: plan.source, bucket, quota, clock, mostWaiting: 100 }) };
}

/** None of those who count nothing publishes a number; a call a few seconds apart is safe everywhere. */
const uncountedCallsPerMinute = 10;

/**
 * Opens the gate of a source that counts nothing. Its quota is never spent: it keeps for how long the source wants no request, past a restart
 * and for whoever takes over.
 */
export function openUncountedGate(source: string, { clock, budgets }: Pick<SourceParts, 'clock' | 'budgets'>): RequestGate {
  const period = { kind: 'calendar_month' } as const;
  const quota = new QuotaBudget({ key: source, cap: 1, period, blockSize: 1, uses: [] }, budgets, clock);
  const bucket = new TokenBucket({ cap: uncountedCallsPerMinute, windowMs: 60_000, burst: 1 }, clock);
  return new RequestGate({ what: source, bucket, quota, clock, mostWaiting: 20 });
}
