import type { Clock, Log } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import { tickAfter, tickGridOf } from '@lodestream/polling';
import type { MarketDataInput } from '@lodestream/records';
import type { Registers } from '@lodestream/streaming';
import type { DifficultyBook } from '../chains/difficulty-book.js';
import { backFilledRecord } from '../record/back-filled-record.js';
import type { TimedTask } from '../rounds/ticker.js';
import { BackFill, type BackFillOptions } from './back-fill.js';
import { keptTogether } from './kept-lines.js';
import type { LineRecord, PriceSeries } from './price-series.js';
import { SeriesStore } from './series-store.js';

/** What keeping our own lines of prices is made of. */
export interface LinesWorkParts {
  readonly coins: readonly Coin[];
  readonly provider: BackFillOptions['provider'];
  /** Milliseconds between two prices. */
  readonly intervalMs: number;
  readonly series: PriceSeries;
  /** Difficulties of chains, which are kept along. */
  readonly difficulties: DifficultyBook;
  readonly registers: Registers<LineRecord>;
  readonly publish: (record: MarketDataInput) => void;
  /** Told once what is kept has been read, as far as it could be. */
  readonly onLoaded: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Points of our lines lie up to half an hour apart where they are old. */
const leastGapMs = 45 * 60_000;
const everyMs = 300_000;

/** What is kept is read at once; gaps are looked for from the next time on, when there are prices to end them. */
export function linesWork(parts: LinesWorkParts): { readonly tasks: readonly TimedTask[]; readonly finish: () => Promise<void> } {
  const { series, difficulties, registers, publish, intervalMs, clock, onLoaded } = parts;
  const backFill = new BackFill({
    ...parts,
    get coins() {
      return parts.coins;
    },
    store: new SeriesStore(registers, keptTogether(series, difficulties)),
    leastGapMs: Math.max(leastGapMs, 3 * intervalMs),
    onFilled: (coin, point, source) => publish(backFilledRecord(coin, point, source, clock.now(), intervalMs)),
  });
  const grid = tickGridOf('market.lines', everyMs);
  const load = async (_tick: number, signal: AbortSignal): Promise<void> => {
    await backFill.load(signal);
    onLoaded();
  };
  return {
    tasks: [
      { name: 'lines.kept', first: (nowMs) => nowMs, next: () => Number.POSITIVE_INFINITY, run: load },
      { name: 'lines', next: (afterMs) => tickAfter(grid, afterMs), run: (_tick, signal) => backFill.run(signal) },
    ],
    finish: () => backFill.finish(),
  };
}
