// Generated from schemas/ by `npm run generate`; do not edit.
/** One remark on one value. */
export interface GlobalQualityFlag {
  /** Path of the field in this record. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured` or `stale`. */
  reason: string;
}

/** {@link GlobalQualityFlag} as one may write it down: fields with a default may be left away. */
export interface GlobalQualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface GlobalQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: GlobalQualityFlag[];
}

/** {@link GlobalQuality} as one may write it down: fields with a default may be left away. */
export interface GlobalQualityInput {
  flags?: GlobalQualityFlagInput[];
}

/** What one provider says about the market as a whole. */
export interface MarketGlobal {
  /** UTC milliseconds at which it was so; the tick where it was read on a regular grid. */
  timestamp: number;
  /** UTC milliseconds, by our clock, at which the provider said so. */
  observed_at: number;
  /** Provider, such as `coingecko`; the message key. */
  source: string;
  /** Market capitalization of all coins in USD. */
  total_market_cap_usd: number | null;
  /** Volume of all coins traded in the last 24 hours, in USD. */
  total_volume_24h_usd: number | null;
  /** Change of the market capitalization over 24 hours, in percent. */
  market_cap_change_percent_24h: number | null;
  /** Share of Bitcoin in the market capitalization, in percent. */
  btc_dominance_percent: number | null;
  /** Share of Ethereum in the market capitalization, in percent. */
  eth_dominance_percent: number | null;
  /** Shares of coins in the market capitalization, in percent, by the provider's ticker in lower case; empty but in comprehensive records. */
  dominance_percent: Record<string, number>;
  /** Market capitalization of all coins but Bitcoin, in USD. */
  altcoin_market_cap_usd: number | null;
  /** Volume of all coins but Bitcoin traded in the last 24 hours, in USD. */
  altcoin_volume_24h_usd: number | null;
  /** Change of the volume over 24 hours, in percent. */
  volume_change_percent_24h: number | null;
  /** Coins the provider lists, active or not. */
  total_coins: number | null;
  /** Coins the provider counts as active. */
  active_coins: number | null;
  /** Exchanges or markets the provider counts as active. */
  active_markets: number | null;
  /** Price of one USD in other currencies, by lower-case code such as `eur`; empty but in comprehensive records. */
  exchange_rates: Record<string, number>;
  /** True in the update of once a day that has everything the provider says of the market. */
  comprehensive: boolean;
  /** UTC milliseconds at which the provider says it was true; null when it does not say. */
  last_updated: number | null;
  /** True when it is older than the configured limit. */
  stale: boolean;
  /** What to think of this record. */
  quality: GlobalQuality;
}

/** {@link MarketGlobal} as one may write it down: fields with a default may be left away. */
export interface MarketGlobalInput {
  timestamp: number;
  observed_at: number;
  source: string;
  total_market_cap_usd?: number | null;
  total_volume_24h_usd?: number | null;
  market_cap_change_percent_24h?: number | null;
  btc_dominance_percent?: number | null;
  eth_dominance_percent?: number | null;
  dominance_percent?: Record<string, number>;
  altcoin_market_cap_usd?: number | null;
  altcoin_volume_24h_usd?: number | null;
  volume_change_percent_24h?: number | null;
  total_coins?: number | null;
  active_coins?: number | null;
  active_markets?: number | null;
  exchange_rates?: Record<string, number>;
  comprehensive?: boolean;
  last_updated?: number | null;
  stale?: boolean;
  quality?: GlobalQualityInput;
}
