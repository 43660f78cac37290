import { keptBackFor, QuotaBudget, RequestGate, TokenBucket } from '@lodestream/polling';
import type { SourcePlan } from '../plan/source-plan.js';
import type { SourceParts } from './market-source.js';
import { uses } from './paced-api.js';

/** Credits reserved at once: as many as are lost by a crash. */
const blockSize = 10;
const period = { kind: 'calendar_month' } as const;

/** The pace and the budget of a source under its plan. */
export interface OpenGate {
  readonly gate: RequestGate;
  readonly quota: QuotaBudget;
}

/** Opens the gate of a source; what dearer uses still need in the month is kept back from the others. */
export function openGate(plan: SourcePlan, account: string, { clock, budgets }: Pick<SourceParts, 'clock' | 'budgets'>): OpenGate {
  const planned = plan.requests.map(({ use, intervalSeconds, callsPerRefresh, creditsPerCall }) => ({
    use,
    intervalSeconds,
    creditsPerRefresh: callsPerRefresh * creditsPerCall,
  }));
  const keptBack = keptBackFor(planned, uses, period);
  const quota = new QuotaBudget({ key: account, cap: plan.creditsPerMonth, period, blockSize, uses, keptBack }, budgets, clock);
  const bucket = new TokenBucket({ cap: plan.callsPerMinute, windowMs: 60_000, burst: 1 }, clock);
  return { quota, gate: new RequestGate({ what: plan.source, bucket, quota, clock, mostWaiting: 100 }) };
}
