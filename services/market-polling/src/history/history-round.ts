import type { CronTimes } from '@lodestream/polling';
import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { ListedCoin } from '../quotes/price-quote.js';
import type { Gap, PricePoint } from '../series/price-series.js';
import type { CloseBook, DailyClose } from './close-book.js';

/** A source of daily closes. */
export interface HistoryProvider {
  readonly source: string;
  readonly coins: readonly ListedCoin[];
  readonly intervalMs: number;
  /** The times to ask at instead of every interval; null where the interval decides. */
  readonly cron: CronTimes | null;
  /** @throws TransientError or PermanentError where it does not answer */
  closes(listed: ListedCoin, signal: AbortSignal): Promise<readonly DailyClose[]>;
  /**
   * Prices between two times, as close together as the provider keeps them, both ends included.
   * @throws TransientError or PermanentError where it does not answer
   */
  between(listed: ListedCoin, stretch: Gap, signal: AbortSignal): Promise<readonly PricePoint[]>;
}

/** What a round of history needs. */
export interface HistoryRoundOptions {
  readonly provider: Omit<HistoryProvider, 'between'>;
  readonly book: CloseBook;
  readonly clock: Clock;
  readonly log: Log;
}

/** Asks for the closes of every coin that lacks one, and of no other: a new close can exist once a day. */
export async function runHistory({ provider, book, clock, log }: HistoryRoundOptions, signal: AbortSignal): Promise<void> {
  for (const listed of provider.coins) {
    if (signal.aborted) return;
    const { id } = listed.coin;
    if (!book.isBehind(id, clock.now())) continue;
    try {
      book.take(id, await provider.closes(listed, signal));
      if (book.isBehind(id, clock.now())) book.lacked(id, clock.now());
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      if (error instanceof PermanentError) book.lacked(id, clock.now());
      log.debug('The history of a coin was not had; it is asked for again.', { coin: id, error });
    }
  }
}
