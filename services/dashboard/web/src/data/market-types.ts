import type { Integration } from './types';

/** The shapes of `/api/v1/market` and the live channel `market`, as far as the page uses them. */
export interface Amounts {
  readonly usd: number | null;
  readonly btc: number | null;
}

export type Verdict = 'accepted' | 'outlier' | 'stale' | 'unknown';

export interface Candidate {
  readonly source: string;
  readonly price: number | null;
  readonly last_updated: number | null;
  readonly verdict: Verdict;
  readonly deviation_percent: number | null;
}

/** A mean of the last 24 hours that coins are reckoned with instead of the last difficulty. */
export interface SmoothedDifficulty {
  readonly difficulty: number;
  readonly span_ms: number;
  readonly observations: number;
}

export interface MiningMetrics {
  readonly network_hashrate: number | null;
  readonly network_difficulty: number | null;
  readonly smoothed_difficulty: SmoothedDifficulty | null;
  readonly block_reward: number | null;
  readonly block_time: number | null;
  readonly mining_algorithm: string | null;
  readonly hashrate_unit: string | null;
  readonly height: number | null;
  readonly fees_per_block: number | null;
  readonly expected_coins_per_unit_day: number | null;
  readonly expected_usd_per_unit_day: number | null;
  readonly next_halving: { readonly height: number | null; readonly at: number | null; readonly block_reward: number | null } | null;
  readonly next_retarget: { readonly height: number | null; readonly at: number | null; readonly change_percent: number | null } | null;
  /** One entry an algorithm where the coin has several; empty otherwise. */
  readonly algorithms: readonly {
    readonly mining_algorithm: string;
    readonly hashrate_unit: string;
    readonly network_difficulty: number | null;
    readonly smoothed_difficulty: SmoothedDifficulty | null;
    readonly expected_coins_per_unit_day: number | null;
    readonly expected_usd_per_unit_day: number | null;
  }[];
  readonly source: string | null;
  readonly last_updated: number | null;
}

export interface CoinRow {
  readonly timestamp: number;
  readonly observed_at: number;
  readonly interval_ms: number;
  /** The source the price was taken from; `none` while no source has given one, `pinned` while an operator has set it. */
  readonly source: string;
  readonly coin: { readonly id: string; readonly symbol: string | null; readonly name: string | null };
  readonly price: Amounts & {
    readonly btc_derived: boolean;
    readonly last_updated: number | null;
    readonly stale: boolean;
    /** How it was come by. */
    readonly state: 'fresh' | 'pinned' | 'fallback' | 'cached' | 'stale' | 'none' | 'unknown';
  };
  readonly pin: {
    readonly usd: number;
    readonly by: string;
    readonly at: number;
    readonly until: number;
    readonly reason: string | null;
  } | null;
  readonly market_cap: Amounts;
  readonly volume_24h: Amounts;
  readonly price_change: {
    readonly percent_1h: number | null;
    readonly percent_24h: number | null;
    readonly percent_7d: number | null;
    readonly custom: Readonly<Record<string, number>>;
  };
  readonly mining_metrics: MiningMetrics;
  readonly technical_indicators: {
    readonly rsi_14: number | null;
    readonly ma_50: number | null;
    readonly ma_200: number | null;
    readonly volatility_30d: number | null;
  };
  /** What each source said, the most reliable source first. */
  readonly candidates: readonly Candidate[];
  readonly quality: { readonly flags: readonly { readonly path: string; readonly reason: string }[] };
  readonly age_s: number;
  readonly silent: boolean;
  readonly sparkline: readonly (readonly [number, number])[];
}

export interface GlobalRow {
  readonly source: string;
  readonly observed_at: number;
  readonly total_market_cap_usd: number | null;
  readonly total_volume_24h_usd: number | null;
  readonly market_cap_change_percent_24h: number | null;
  readonly btc_dominance_percent: number | null;
  readonly eth_dominance_percent: number | null;
  readonly last_updated: number | null;
  readonly stale: boolean;
}

/** What one unit of hashrate earns on chains that are mined along with each other. */
export interface MergedGroup {
  readonly id: string;
  readonly hashrate_unit: string | null;
  readonly expected_usd_per_unit_day: number | null;
  /** Chains of the group that prices are asked for, and how many of them are in the sum. */
  readonly chains: number;
  readonly known: number;
  readonly next_halving: { readonly coin_id: string; readonly at: number | null } | null;
  readonly next_retarget: { readonly coin_id: string; readonly at: number | null } | null;
  readonly coins: readonly {
    readonly coin_id: string;
    readonly symbol: string | null;
    readonly expected_coins_per_unit_day: number | null;
    readonly expected_usd_per_unit_day: number | null;
    /** Why it is not in the sum; null where it is. */
    readonly reason: string | null;
  }[];
  readonly silent: boolean;
}

export interface SourceRow extends Integration {
  /** True when whoever told this is silent. */
  readonly silent: boolean;
}

/** What an operator asked for, and what came of it. */
export interface OverrideRow {
  readonly command_id: string;
  /** What it is for: `market:coingecko`, `coin:litecoin`. */
  readonly miner_id: string;
  readonly action: string;
  /** Arguments by name, as JSON text. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly why: string | null;
  readonly requested_by: string;
  readonly requested_at: number;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface MarketReport {
  readonly as_of: number;
  readonly coins: readonly CoinRow[];
  readonly groups: readonly MergedGroup[];
  readonly global: readonly GlobalRow[];
  readonly sources: readonly SourceRow[];
  readonly overrides: readonly OverrideRow[];
}
