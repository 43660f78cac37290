import { periodEnd, type QuotaPeriod } from '@lodestream/polling';
import type { SourcePlan } from '../plan/source-plan.js';
import type { SourceNotice } from './market-source.js';

/** What a provider says of the account whose key is used; null where it does not say. */
export interface Account {
  /** Credits used in the present month, by its own count. */
  readonly used: number | null;
  /** Credits of a month. */
  readonly limit: number | null;
  /** UTC milliseconds at which its count begins anew. */
  readonly resetsAtMs: number | null;
}

/** Providers tell the time of day of a reset, we reckon with midnight. */
const tolerableMs = 36 * 3_600_000;

/**
 * Tells, once a process, of an account that is not as it is configured: that counts over another month, or has fewer credits. Neither is
 * taken over by itself: what a month costs was judged by the configuration, and replicas that learn of it at different times would count
 * over different months.
 */
export class AccountWatch {
  private readonly told = new Set<string>();

  constructor(
    private readonly plan: Pick<SourcePlan, 'source' | 'tier' | 'creditsPerMonth'>,
    private readonly month: QuotaPeriod,
    private readonly onNotice: ((notice: SourceNotice) => void) | undefined,
  ) {}

  /** Compares the provider's word. */
  compare(account: Account, nowMs: number): void {
    this.compareMonth(account, nowMs);
    this.compareLimit(account);
  }

  private compareMonth({ resetsAtMs }: Account, nowMs: number): void {
    if (resetsAtMs === null || Math.abs(resetsAtMs - periodEnd(this.month, nowMs)) <= tolerableMs) return;
    const [theirs, ours] = [resetsAtMs, periodEnd(this.month, nowMs)].map((ms) => new Date(ms).toISOString().slice(0, 10));
    const day = new Date(resetsAtMs).getUTCDate();
    this.tell('month', `Its count of credits begins anew on ${theirs}, ours on ${ours}: set billing_day to ${day}.`);
  }

  private compareLimit({ limit }: Account): void {
    const { tier, creditsPerMonth } = this.plan;
    if (limit === null || limit >= creditsPerMonth) return;
    const [theirs, ours] = [limit, creditsPerMonth].map((credits) => credits.toLocaleString('en-US'));
    this.tell('limit', `It gives ${theirs} credits a month, and the plan ${tier} that is configured counts with ${ours}: set tier.`);
  }

  private tell(what: string, detail: string): void {
    if (this.told.has(what)) return;
    this.told.add(what);
    this.onNotice?.({ source: this.plan.source, type: 'other', subject: null, severity: 'warning', detail });
  }
}
