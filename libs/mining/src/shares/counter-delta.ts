import type { ShareCounts } from './share-statistics.js';

/** What was added to counters since the reading before. */
export interface CounterDeltas {
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly stale: number | null;
  /** Whether the counters began anew in between. */
  readonly reset: boolean;
}

/**
 * What was added to a device's share counters between two readings. Counters of one device begin anew together, so one that went
 * backwards, or a restart seen by other means, makes every delta count from zero: the way Prometheus' `increase` reads a counter.
 * A delta is null where there was no reading before or the counter can't be compared.
 */
export function counterDeltas(before: ShareCounts | null, now: ShareCounts, restarted = false): CounterDeltas {
  if (before === null) return { accepted: null, rejected: null, stale: null, reset: false };
  const reset = restarted || fell(before.accepted, now.accepted) || fell(before.rejected, now.rejected) || fell(before.stale, now.stale);
  return {
    accepted: delta(before.accepted, now.accepted, reset),
    rejected: delta(before.rejected, now.rejected, reset),
    stale: delta(before.stale, now.stale, reset),
    reset,
  };
}

function fell(was: number | null, is: number | null): boolean {
  return was !== null && is !== null && is < was;
}

function delta(was: number | null, is: number | null, reset: boolean): number | null {
  if (is === null || reset) return is;
  return was === null ? null : is - was;
}
