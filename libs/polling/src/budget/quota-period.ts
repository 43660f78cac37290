/** When a provider's count of credits begins anew; all in UTC. */
export type QuotaPeriod =
  | { readonly kind: 'calendar_month' }
  /** Each month on the day on which the plan began, from 1 to 31; on the last one of a month that is too short for it. */
  | { readonly kind: 'billing_month'; readonly day: number }
  /** Every `days` days since `anchorMs`, the UTC milliseconds at which the plan began. */
  | { readonly kind: 'cycle'; readonly days: number; readonly anchorMs: number };

const DAY_MS = 86_400_000;

/** The first millisecond of the period that holds `atMs`, in UTC milliseconds. */
export function periodStart(period: QuotaPeriod, atMs: number): number {
  if (period.kind === 'cycle')
    return Math.floor((atMs - period.anchorMs) / (period.days * DAY_MS)) * period.days * DAY_MS + period.anchorMs;
  const begins = beginningIn(period, atMs, 0);
  return begins <= atMs ? begins : beginningIn(period, atMs, -1);
}

/** The first millisecond of the period after the one that holds `atMs`, in UTC milliseconds. */
export function periodEnd(period: QuotaPeriod, atMs: number): number {
  if (period.kind === 'cycle') return periodStart(period, atMs) + period.days * DAY_MS;
  const begins = beginningIn(period, atMs, 0);
  return begins > atMs ? begins : beginningIn(period, atMs, 1);
}

/** Where a monthly period begins in the month of a time, or so many months after it. */
function beginningIn(period: Exclude<QuotaPeriod, { kind: 'cycle' }>, atMs: number, monthsAfter: number): number {
  const at = new Date(atMs);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + monthsAfter];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, period.kind === 'calendar_month' ? 1 : Math.min(period.day, lastDay));
}
