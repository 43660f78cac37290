import { periodEnd, type QuotaPeriod } from './quota-period.js';

/** What one use will need, refresh by refresh. */
export interface PlannedUse {
  readonly use: string;
  /** Seconds between two refreshes. */
  readonly intervalSeconds: number;
  readonly creditsPerRefresh: number;
}

/**
 * Credits that a use must leave over: what all uses before it in `order` (the dearest first) still need until the period ends. So that
 * nothing is kept back in vain: as the period goes by, less is.
 */
export function keptBackFor(
  planned: readonly PlannedUse[],
  order: readonly string[],
  period: QuotaPeriod,
): (use: string, atMs: number) => number {
  return (use, atMs) => {
    const secondsLeft = (periodEnd(period, atMs) - atMs) / 1_000;
    const dearer = planned.filter((each) => order.indexOf(each.use) < order.indexOf(use));
    return dearer.reduce((sum, each) => sum + Math.ceil(secondsLeft / each.intervalSeconds) * each.creditsPerRefresh, 0);
  };
}
