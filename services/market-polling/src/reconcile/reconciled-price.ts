import type { MarketData } from '@lodestream/records';
import type { Amounts, PriceQuote } from '../quotes/price-quote.js';

/** What one source says about a coin, and how it stands. */
export interface SourceQuote {
  readonly source: string;
  readonly quote: PriceQuote;
  /** UTC milliseconds at which it was read. */
  readonly observedAtMs: number;
  /** False while the source does not answer, and for a while after, so that one answer does not bring it back. */
  readonly trusted: boolean;
  /** True while it is what the source says when asked; false once the source is silent, or says nothing of the coin any more. */
  readonly current: boolean;
}

/** How a price was come by, as in its record. */
export type PriceState = Exclude<MarketData['price']['state'], 'unknown'>;

/** What became of a candidate. */
export type Verdict = 'accepted' | 'outlier' | 'stale';

/** One candidate for the price of a coin. */
export interface Candidate {
  readonly source: string;
  readonly usd: number | null;
  readonly lastUpdatedMs: number | null;
  /** UTC milliseconds at which it was read. */
  readonly observedAtMs: number;
  readonly verdict: Verdict;
  /** Distance from the median of all live candidates; null where it stands alone. */
  readonly deviationPercent: number | null;
}

/** Why a value is missing or doubtful. */
export type MarketFlag =
  | 'not_given'
  | 'derived'
  | 'stale'
  | 'outlier'
  | 'disagreement'
  | 'low_quality'
  | 'back_filled'
  | 'unverified_id'
  | 'pinned'
  | 'too_few_observations'
  | 'no_answer'
  | 'fallback';

/** A remark on one value of a record. */
export interface QualityFlag {
  readonly path: string;
  readonly reason: MarketFlag;
}

/** The one price of a coin, with all that was considered. */
export interface ReconciledPrice {
  /** The source it was taken from; `none` where no source ever said anything. */
  readonly source: string;
  /** The quote it was taken from; null where there is none. */
  readonly quote: PriceQuote | null;
  /** UTC milliseconds at which it was true, as far as anybody says; null where there is none. */
  readonly trueAtMs: number | null;
  readonly price: Amounts;
  readonly marketCap: Amounts;
  readonly volume24h: Amounts;
  readonly btcDerived: boolean;
  /** True when it is older than the limit, so that nothing new should be reckoned from it. */
  readonly stale: boolean;
  readonly state: PriceState;
  readonly candidates: readonly Candidate[];
  readonly flags: readonly QualityFlag[];
}

/** How prices are judged. */
export interface ReconcileRules {
  /** Sources, the most reliable first. */
  readonly ranking: readonly string[];
  /** Milliseconds after which a price is no more to be reckoned with. */
  readonly staleAfterMs: number;
  /** Percent by which two live sources may differ. */
  readonly mostDeviationPercent: number;
}
