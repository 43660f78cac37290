import type { MarketData, MarketGlobal, ServiceIntegration } from '@lodestream/records';
import type { CommandState } from '../commands/command-state.js';

/** One coin as it stands now. */
export interface MarketRow extends MarketData {
  /** Seconds since the price was true, by its source where it says so. */
  readonly age_s: number;
  /** True when no new record came for three intervals: whoever asks for prices may be gone. */
  readonly silent: boolean;
  /** The last prices in USD with their times in UTC milliseconds, oldest first. */
  readonly sparkline: readonly (readonly [number, number])[];
}

/** What one unit of hashrate earns on a group of chains that are mined along with each other. */
export interface MergedGroupRow extends NonNullable<MarketData['merged_group']> {
  /** Our id of the coin that is the parent of the group, whose record this is from. */
  readonly parent: string;
  /** UTC milliseconds of that record's tick. */
  readonly timestamp: number;
  /** True when no new record came for three intervals. */
  readonly silent: boolean;
}

/** How one provider of prices or chain data stands, as whoever asked it last saw it, and what its budget has left. */
export interface MarketSourceRow extends ServiceIntegration {
  /** True when whoever told this is silent: it may have changed since. */
  readonly silent: boolean;
}

/** What the market and the chains say. */
export interface MarketReport {
  readonly as_of: number;
  /** By market capitalization, the largest first; coins without one last, by id. */
  readonly coins: readonly MarketRow[];
  /** Merge-mined groups whose parent prices are asked for, by their ids. */
  readonly groups: readonly MergedGroupRow[];
  /** The market as a whole, by provider. */
  readonly global: readonly MarketGlobal[];
  /** The providers, by id. */
  readonly sources: readonly MarketSourceRow[];
  /** What operators asked for last, of sources and of prices, whether from the page or from the command line; the newest first. */
  readonly overrides: readonly CommandState[];
}
