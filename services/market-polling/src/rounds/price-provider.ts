import type { Coin } from '@lodestream/mining';
import type { Cadence } from '../plan/cadence.js';
import type { PriceAnswer } from '../quotes/price-quote.js';

/** A provider of prices on its schedule. */
export interface PriceProvider {
  readonly source: string;
  /** The coins it is asked for, as far as it knows them. */
  readonly coins: readonly Coin[];
  /** Milliseconds between two requests for prices; by cron, as they are on average in the month that has most of them. */
  readonly intervalMs: number;
  /** It is asked at the times of all of these. */
  readonly cadences: readonly Cadence[];
  /** Asks for what is due at the tick; null where nothing is. */
  prices(tick: number, signal: AbortSignal): Promise<PriceAnswer | null>;
  /**
   * Asks at once, because the more reliable sources fell silent; out of credits that its own times leave over, null where they leave none.
   * Left out where it stands in for nobody.
   */
  readonly standIn?: (tick: number, signal: AbortSignal) => Promise<PriceAnswer | null>;
  /** Asks at once, whatever is due, out of credits that its own times leave over; null where there is nothing to ask for. */
  pricesNow(signal: AbortSignal): Promise<PriceAnswer | null>;
}
