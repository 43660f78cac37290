import type { MarketData, MarketGlobal } from '@lodestream/records';

/** One coin as it stands now. */
export interface MarketRow extends MarketData {
  /** Seconds since the price was true, by its source where it says so. */
  readonly age_s: number;
  /** True when no new record came for three intervals: whoever asks for prices may be gone. */
  readonly silent: boolean;
  /** The last prices in USD with their times in UTC milliseconds, oldest first. */
  readonly sparkline: readonly (readonly [number, number])[];
}

/** What the market and the chains say. */
export interface MarketReport {
  readonly as_of: number;
  /** By market capitalization, the largest first; coins without one last, by id. */
  readonly coins: readonly MarketRow[];
  /** The market as a whole, by provider. */
  readonly global: readonly MarketGlobal[];
}
