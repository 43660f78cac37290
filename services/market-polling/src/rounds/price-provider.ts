import type { ListedCoin, PriceAnswer } from '../quotes/price-quote.js';

/** A provider of prices on its schedule. */
export interface PriceProvider {
  readonly source: string;
  /** The coins it is asked for. */
  readonly coins: readonly ListedCoin[];
  /** Milliseconds between two requests for prices. */
  readonly intervalMs: number;
  /** Asks for what is due at the tick; null where nothing is, or nothing may be spent. */
  prices(tick: number, signal: AbortSignal): Promise<PriceAnswer | null>;
}
