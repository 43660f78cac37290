import { ask } from './ask.js';
import type { Span } from './compare-rows.js';

/** How many of the ticks looked at stand in the store once. */
export interface StoredTicks {
  readonly once: number;
  readonly expected: number;
}

/** Which ticks to look at. */
export interface TickQuery {
  readonly dashboardUrl: string;
  readonly minerIds: readonly string[];
  readonly intervalMs: number;
  /** Whole intervals of the epoch's grid: each miner has one tick in each of them. */
  readonly span: Span;
}

interface SeriesAnswer {
  readonly series: readonly { readonly points: readonly (readonly [number, number, unknown])[] }[];
}

/** Counts the readings and failed polls in the store, tick by tick. */
export async function countStoredTicks({ dashboardUrl, minerIds, intervalMs, span }: TickQuery): Promise<StoredTicks> {
  let once = 0;
  for (const minerId of minerIds) {
    const query = `metrics=interval_ms&from=${span.fromMs}&to=${span.toMs}&step=${intervalMs}&aggregate=count`;
    const answer = await ask(`${dashboardUrl}/api/v1/miners/${minerId}/series?${query}`);
    const { series } = (await answer.json()) as SeriesAnswer;
    const points = series[0]?.points ?? [];
    once += points.filter(([at, count]) => at >= span.fromMs && at < span.toMs && count === 1).length;
  }
  return { once, expected: (minerIds.length * (span.toMs - span.fromMs)) / intervalMs };
}
