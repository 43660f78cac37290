import { periodEnd, type QuotaPeriod } from '@lodestream/polling';
import type { SourceNotice } from './market-source.js';

/** Providers tell the time of day of a reset, we reckon with midnight. */
const tolerableMs = 36 * 3_600_000;

/** Tells, once a process, of a provider that counts over another month than the one that is configured. */
export class MonthWatch {
  private isTold = false;

  constructor(
    private readonly source: string,
    private readonly month: QuotaPeriod,
    private readonly onNotice: ((notice: SourceNotice) => void) | undefined,
  ) {}

  /** Compares the provider's word, in UTC milliseconds; null where it does not say. */
  compare(resetsAtMs: number | null, nowMs: number): void {
    if (this.isTold || resetsAtMs === null || Math.abs(resetsAtMs - periodEnd(this.month, nowMs)) <= tolerableMs) return;
    this.isTold = true;
    const [theirs, ours] = [resetsAtMs, periodEnd(this.month, nowMs)].map((ms) => new Date(ms).toISOString().slice(0, 10));
    const day = new Date(resetsAtMs).getUTCDate();
    const detail = `Its count of credits begins anew on ${theirs}, ours on ${ours}: set billing_day to ${day}.`;
    this.onNotice?.({ source: this.source, type: 'other', subject: null, severity: 'warning', detail });
  }
}
