import type { ShownRow } from './live-page.js';
import type { ServedSummary } from './served-summaries.js';

/** A span of time; its end is not part of it. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A served summary with the row that showed it. */
export interface Arrival {
  readonly served: ServedSummary;
  readonly row: ShownRow;
}

/** What became of the summaries served in a span. */
export interface Comparison {
  readonly served: number;
  /** Those that reached the page once, with their very value. */
  readonly arrivals: readonly Arrival[];
  /** Rows with another value than was served, or showing what was shown already. */
  readonly wrong: readonly WrongRow[];
}

/** A row that should not have been shown, with the summary that was the newest then. */
export interface WrongRow extends ShownRow {
  readonly served: ServedSummary | undefined;
}

// A clock is read in whole milliseconds, in two processes.
const roundingMs = 2;

/** Holds the rows of a page against what was served; both may reach beyond the span, so that its edges can be judged. */
export function compareRows(served: readonly ServedSummary[], rows: readonly ShownRow[], { fromMs, toMs }: Span): Comparison {
  const byMiner = Map.groupBy(served, ({ minerId }) => minerId);
  const taken = new Map<ServedSummary, ShownRow>();
  const wrong: WrongRow[] = [];
  for (const row of rows) {
    const summary = byMiner.get(row.minerId)?.findLast(({ at }) => at <= row.observedAt + roundingMs);
    const isOfSpan = (summary?.at ?? row.observedAt) >= fromMs && (summary?.at ?? row.observedAt) < toMs;
    if (!isOfSpan) continue;
    if (summary === undefined || taken.has(summary) || !isSame(summary.hashrate, row.hashrate)) wrong.push({ ...row, served: summary });
    else taken.set(summary, row);
  }
  const wanted = served.filter(({ at }) => at >= fromMs && at < toMs).length;
  return { served: wanted, arrivals: [...taken].map(([summary, row]) => ({ served: summary, row })), wrong };
}

function isSame(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one));
}
