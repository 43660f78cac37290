import { tickGridOf } from '@lodestream/polling';
import { ask } from './ask.js';
import type { Span } from './compare-rows.js';
import type { ServedSummary } from './served-summaries.js';

/** How many of the ticks looked at stand in the store once. */
export interface StoredTicks {
  readonly once: number;
  /** Milliseconds after the span's end at which it was looked. */
  readonly afterMs: number;
  /** Neither in the store nor answered by the miner, according to its own log: a poll that failed leaves no reading. */
  readonly unanswered: number;
  readonly expected: number;
}

/** Which ticks to look at. */
export interface TickQuery {
  readonly dashboardUrl: string;
  readonly minerIds: readonly string[];
  readonly intervalMs: number;
  /** Whole intervals of the epoch's grid: each miner has one tick in each of them. */
  readonly span: Span;
  /** What the miners say they answered, beyond the span's end by as long as a poll takes. */
  readonly served: readonly ServedSummary[];
}

interface SeriesAnswer {
  readonly series: readonly { readonly points: readonly (readonly [number, number, unknown])[] }[];
}

/** A store that follows is given so long to come to the end of the span: what it owes stands on the stream, where nothing is lost. */
const storedWithinMs = 120_000;
const lookAgainMs = 5_000;

/** Counts the readings in the store, tick by tick, once all of them are there or the time for it is over. */
export async function countStoredTicks(query: TickQuery): Promise<StoredTicks> {
  for (;;) {
    const counted = await countOnce(query);
    const isWhole = counted.once + counted.unanswered === counted.expected;
    if (isWhole || counted.afterMs > storedWithinMs) return counted;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

async function countOnce(query: TickQuery): Promise<StoredTicks> {
  const afterMs = Date.now() - query.span.toMs;
  const { minerIds, intervalMs, span } = query;
  const served = Map.groupBy(query.served, ({ minerId }) => minerId);
  let once = 0;
  let unanswered = 0;
  for (const minerId of minerIds) {
    const counts = await countsOf(query, minerId);
    const { phaseMs } = tickGridOf(minerId, intervalMs);
    for (let fromMs = span.fromMs; fromMs < span.toMs; fromMs += intervalMs) {
      const tick = fromMs + phaseMs;
      if (counts.get(fromMs) === 1) once += 1;
      else if (!counts.has(fromMs) && !served.get(minerId)?.some(({ at }) => at >= tick && at < tick + intervalMs)) unanswered += 1;
    }
  }
  return { once, afterMs, unanswered, expected: (minerIds.length * (span.toMs - span.fromMs)) / intervalMs };
}

/** How many readings stand in the store, by the interval's beginning; none where it did not answer in time. */
async function countsOf({ dashboardUrl, intervalMs, span }: TickQuery, minerId: string): Promise<Map<number, number>> {
  const query = `metrics=interval_ms&from=${span.fromMs}&to=${span.toMs}&step=${intervalMs}&aggregate=count`;
  const answer = await ask(`${dashboardUrl}/api/v1/miners/${minerId}/series?${query}`, [503]);
  if (!answer.ok) return new Map();
  const { series } = (await answer.json()) as SeriesAnswer;
  const points = series[0]?.points ?? [];
  return new Map(points.flatMap(([at, count]): [number, number][] => (typeof count === 'number' && count > 0 ? [[at, count]] : [])));
}
