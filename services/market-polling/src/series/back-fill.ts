import { type Clock, type Log, PermanentError, TransientError, withDeadline } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { HistoryProvider } from '../history/history-round.js';
import type { ListedCoin } from '../quotes/price-quote.js';
import type { PricePoint, PriceSeries } from './price-series.js';
import type { SeriesStore } from './series-store.js';

/** What keeping our own lines of prices whole needs. */
export interface BackFillOptions {
  /** Coins whose lines are kept. */
  readonly coins: readonly Coin[];
  /** Whose history fills gaps; null where none can be asked. */
  readonly provider: Pick<HistoryProvider, 'coins' | 'source' | 'between'> | null;
  readonly series: PriceSeries;
  readonly store: SeriesStore;
  /** Milliseconds without a price that are a gap. */
  readonly leastGapMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of each point that was filled in. */
  readonly onFilled: (coin: Coin, point: PricePoint, source: string) => void;
}

const hourMs = 3_600_000;
const saveEveryMs = hourMs;
const lastSaveWithinMs = 5_000;

/**
 * Keeps our own lines of prices past restarts, and fills their gaps from a provider's history: one call a coin for all of its gaps, once
 * they have ended, out of credits that nothing dearer needs. What was asked for is not asked for again, whoever did.
 */
export class BackFill {
  private readonly againAtMs = new Map<string, number>();
  private readonly savedAtMs = new Map<string, number>();

  constructor(private readonly options: BackFillOptions) {}

  /** Adds what is kept to what is known. */
  async load(signal: AbortSignal): Promise<void> {
    for (const { id } of this.options.coins) if (!signal.aborted) await this.unlessAway(() => this.options.store.load(id));
  }

  /** Fills what can be filled, and keeps what was not kept for an hour. */
  async run(signal: AbortSignal): Promise<void> {
    const { coins, provider, store, clock } = this.options;
    for (const listed of provider?.coins ?? []) if (!signal.aborted) await this.unlessAway(() => this.fill(listed, signal));
    for (const { id } of coins) {
      if (signal.aborted) return;
      const dueMs = (this.savedAtMs.get(id) ?? this.savedAtMs.set(id, clock.now()).get(id)!) + saveEveryMs;
      if (clock.now() < dueMs) continue;
      if (await this.unlessAway(() => store.save(id))) this.savedAtMs.set(id, clock.now());
    }
  }

  /** Keeps every line a last time, as far as that can be had within five seconds. */
  async finish(): Promise<void> {
    const saves = async (): Promise<void> => {
      for (const { id } of this.options.coins) await this.options.store.save(id);
    };
    await this.unlessAway(() => withDeadline(saves(), lastSaveWithinMs, 'keeping the lines of prices'));
  }

  /** Another replica may have polled, or asked, meanwhile: what it kept is looked at first. */
  private async fill(listed: ListedCoin, signal: AbortSignal): Promise<void> {
    const { provider, series, store, leastGapMs, clock, onFilled } = this.options;
    const { id } = listed.coin;
    if (series.gapOf(id, leastGapMs) === null || clock.now() < (this.againAtMs.get(id) ?? 0)) return;
    await store.load(id);
    const gap = series.gapOf(id, leastGapMs);
    if (gap === null) return;
    this.againAtMs.set(id, clock.now() + hourMs);
    const found = await this.ask(() => provider!.between(listed, gap, signal));
    if (found === null) return;
    for (const point of series.fill(id, gap, leastGapMs, found)) onFilled(listed.coin, point, provider!.source);
    await store.save(id);
    this.savedAtMs.set(id, clock.now());
  }

  /** What the provider has; nothing where it refuses the question for good, and null where it is to be asked again. */
  private async ask<T>(question: () => Promise<readonly T[]>): Promise<readonly T[] | null> {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      this.options.log.debug('The history of a gap was not had.', { error });
      return error instanceof PermanentError && error.errorClass === 'validation' ? [] : null;
    }
  }

  /** False where the bus did not do it; the next time will. */
  private async unlessAway(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      this.options.log.debug('A line of prices could not be kept or read yet.', { error });
      return false;
    }
  }
}
