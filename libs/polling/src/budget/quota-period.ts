/** When a provider's count of credits begins anew; both in UTC. */
export type QuotaPeriod =
  | { readonly kind: 'calendar_month' }
  /** Every `days` days since `anchorMs`, the UTC milliseconds at which the plan began. */
  | { readonly kind: 'cycle'; readonly days: number; readonly anchorMs: number };

const DAY_MS = 86_400_000;

/** The first millisecond of the period that holds `atMs`, in UTC milliseconds. */
export function periodStart(period: QuotaPeriod, atMs: number): number {
  if (period.kind === 'cycle')
    return Math.floor((atMs - period.anchorMs) / (period.days * DAY_MS)) * period.days * DAY_MS + period.anchorMs;
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
}

/** The first millisecond of the period after the one that holds `atMs`, in UTC milliseconds. */
export function periodEnd(period: QuotaPeriod, atMs: number): number {
  const startMs = periodStart(period, atMs);
  if (period.kind === 'cycle') return startMs + period.days * DAY_MS;
  const start = new Date(startMs);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
}
