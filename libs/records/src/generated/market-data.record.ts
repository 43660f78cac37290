// Generated from schemas/ by `npm run generate`; do not edit.
/** Identity of a coin. */
export interface MarketCoin {
  /** Identity of the coin in our table, such as `bitcoin`; the message key. */
  id: string;
  /** Ticker of the coin, such as `BTC`; not an identity. */
  symbol: string | null;
  /** Name of the coin. */
  name: string | null;
}

/** {@link MarketCoin} as one may write it down: fields with a default may be left away. */
export interface MarketCoinInput {
  id: string;
  symbol?: string | null;
  name?: string | null;
}

/** How a price was come by; a reader takes one it does not know for `unknown`. */
export type PriceState = 'fresh' | 'fallback' | 'cached' | 'stale' | 'pinned' | 'none' | 'unknown';

/** Price of one coin. */
export interface MarketPrice {
  /** Price of one whole coin in USD. */
  usd: number | null;
  /** Price of one whole coin in BTC. */
  btc: number | null;
  /** Price of one whole coin in other currencies, by lower-case code such as `eur`; a currency that is not listed was not given. */
  other: Record<string, number>;
  /** True when `btc` was not given but made from two prices in USD. */
  btc_derived: boolean;
  /** UTC milliseconds at which the source says the price was true; null when it does not say. */
  last_updated: number | null;
  /** Milliseconds between `last_updated` and `observed_at`; null when the source does not say. */
  age_ms: number | null;
  /** True when the price is older than the configured limit, so that nothing new should be reckoned from it. */
  stale: boolean;
  /** How it was come by: `fresh` from the most reliable source, `fallback` from another while that one is silent or not believed, `cached` from an earlier reading while no source answers, `stale` from one past the limit, `pinned` by an operator, `none` where no source ever gave one; `unknown` where the writer did not say, as of what was filled in. */
  state: PriceState;
}

/** {@link MarketPrice} as one may write it down: fields with a default may be left away. */
export interface MarketPriceInput {
  usd?: number | null;
  btc?: number | null;
  other?: Record<string, number>;
  btc_derived?: boolean;
  last_updated?: number | null;
  age_ms?: number | null;
  stale?: boolean;
  state?: PriceState;
}

/** A price set by hand. */
export interface MarketPin {
  /** Price of one whole coin in USD, as set. */
  usd: number;
  /** Person who set it. */
  by: string;
  /** UTC milliseconds at which it was asked for. */
  at: number;
  /** UTC milliseconds from which the sources count again. */
  until: number;
  /** Why it was set, as one sentence. */
  reason: string | null;
}

/** {@link MarketPin} as one may write it down: fields with a default may be left away. */
export interface MarketPinInput {
  usd: number;
  by: string;
  at: number;
  until: number;
  reason?: string | null;
}

/** Market capitalization of a coin. */
export interface MarketCap {
  /** Market capitalization in USD. */
  usd: number | null;
  /** Market capitalization in BTC. */
  btc: number | null;
  /** Market capitalization in other currencies, by lower-case code such as `eur`; a currency that is not listed was not given. */
  other: Record<string, number>;
}

/** {@link MarketCap} as one may write it down: fields with a default may be left away. */
export interface MarketCapInput {
  usd?: number | null;
  btc?: number | null;
  other?: Record<string, number>;
}

/** Traded volume of a coin. */
export interface MarketVolume {
  /** Volume traded in the last 24 hours in USD. */
  usd: number | null;
  /** Volume traded in the last 24 hours in BTC. */
  btc: number | null;
  /** Volume traded in the last 24 hours in other currencies, by lower-case code such as `eur`; a currency that is not listed was not given. */
  other: Record<string, number>;
}

/** {@link MarketVolume} as one may write it down: fields with a default may be left away. */
export interface MarketVolumeInput {
  usd?: number | null;
  btc?: number | null;
  other?: Record<string, number>;
}

/** Change of the price in USD. */
export interface MarketPriceChange {
  /** Change over the last hour, in percent. */
  percent_1h: number | null;
  /** Change over the last 24 hours, in percent. */
  percent_24h: number | null;
  /** Change over the last 7 days, in percent. */
  percent_7d: number | null;
  /** Change over other periods, in percent, by period such as `30d`. */
  custom: Record<string, number>;
}

/** {@link MarketPriceChange} as one may write it down: fields with a default may be left away. */
export interface MarketPriceChangeInput {
  percent_1h?: number | null;
  percent_24h?: number | null;
  percent_7d?: number | null;
  custom?: Record<string, number>;
}

/** Harmonic mean of the difficulties seen over the last 24 hours, one in a quarter of an hour at most. */
export interface MarketSmoothedDifficulty {
  /** That mean, in the coin's own scale: n ÷ Σ(1 ÷ difficulty), for coins of a day are inversely proportional to the difficulty. */
  difficulty: number;
  /** Milliseconds from the oldest to the newest difficulty in it. */
  span_ms: number;
  /** How many difficulties are in it. */
  observations: number;
}

/** {@link MarketSmoothedDifficulty} as one may write it down: fields with a default may be left away. */
export interface MarketSmoothedDifficultyInput {
  difficulty: number;
  span_ms: number;
  observations: number;
}

/** Next cut of the block reward. */
export interface MarketHalving {
  /** Height of the first block with the lower reward. */
  height: number | null;
  /** UTC milliseconds at which it is expected. */
  at: number | null;
  /** Subsidy of one block after it, in whole coins. */
  block_reward: number | null;
}

/** {@link MarketHalving} as one may write it down: fields with a default may be left away. */
export interface MarketHalvingInput {
  height?: number | null;
  at?: number | null;
  block_reward?: number | null;
}

/** Next change of the difficulty. */
export interface MarketRetarget {
  /** Height of the first block with the new difficulty. */
  height: number | null;
  /** UTC milliseconds at which it is expected. */
  at: number | null;
  /** Expected change of the difficulty, in percent. */
  change_percent: number | null;
}

/** {@link MarketRetarget} as one may write it down: fields with a default may be left away. */
export interface MarketRetargetInput {
  height?: number | null;
  at?: number | null;
  change_percent?: number | null;
}

/** Harmonic mean of the difficulties seen over the last 24 hours, one in a quarter of an hour at most. */
export interface MarketAlgorithmDifficulty {
  /** That mean, in the coin's own scale: n ÷ Σ(1 ÷ difficulty), for coins of a day are inversely proportional to the difficulty. */
  difficulty: number;
  /** Milliseconds from the oldest to the newest difficulty in it. */
  span_ms: number;
  /** How many difficulties are in it. */
  observations: number;
}

/** {@link MarketAlgorithmDifficulty} as one may write it down: fields with a default may be left away. */
export interface MarketAlgorithmDifficultyInput {
  difficulty: number;
  span_ms: number;
  observations: number;
}

/** Mining one coin by one of its algorithms. */
export interface MarketAlgorithm {
  /** Proof-of-work algorithm in our spelling, such as `skein`. */
  mining_algorithm: string;
  /** Canonical unit of the algorithm. */
  hashrate_unit: string;
  /** Hashrate of the whole network by this algorithm, in `hashrate_unit`. */
  network_hashrate: number | null;
  /** Last difficulty of blocks of this algorithm. */
  network_difficulty: number | null;
  /** The difficulty that the expected coins are reckoned with instead of the last one, of a chain that changes it with each block or after a few hours; null where they are reckoned with `network_difficulty`. */
  smoothed_difficulty: MarketAlgorithmDifficulty | null;
  /** Seconds between two blocks of this algorithm that the rules aim at. */
  block_time: number | null;
  /** Whole coins that one `hashrate_unit` should mine in a day. */
  expected_coins_per_unit_day: number | null;
  /** Worth of those coins in USD at this price. */
  expected_usd_per_unit_day: number | null;
}

/** {@link MarketAlgorithm} as one may write it down: fields with a default may be left away. */
export interface MarketAlgorithmInput {
  mining_algorithm: string;
  hashrate_unit: string;
  network_hashrate?: number | null;
  network_difficulty?: number | null;
  smoothed_difficulty?: MarketAlgorithmDifficultyInput | null;
  block_time?: number | null;
  expected_coins_per_unit_day?: number | null;
  expected_usd_per_unit_day?: number | null;
}

/** What the chain says, and what mining it should bring. */
export interface MarketMiningMetrics {
  /** Hashrate of the whole network, in `hashrate_unit`. */
  network_hashrate: number | null;
  /** Last difficulty of the chain, in the coin's own scale. */
  network_difficulty: number | null;
  /** The difficulty that the expected coins are reckoned with instead of the last one, of a chain that changes it with each block or after a few hours; null where they are reckoned with `network_difficulty`. */
  smoothed_difficulty: MarketSmoothedDifficulty | null;
  /** Subsidy of one block in whole coins, without fees. */
  block_reward: number | null;
  /** Average seconds between two blocks, as measured; the target where nothing was. */
  block_time: number | null;
  /** Proof-of-work algorithm in our spelling, such as `sha256d` or `scrypt`. */
  mining_algorithm: string | null;
  /** Canonical unit of the algorithm: `TH/s` for sha256d, `GH/s` for scrypt. */
  hashrate_unit: string | null;
  /** Height of the newest block known. */
  height: number | null;
  /** Average fees of one block in whole coins. */
  fees_per_block: number | null;
  /** Whole coins that one `hashrate_unit` should mine in a day at this difficulty, the smoothed one where there is one. */
  expected_coins_per_unit_day: number | null;
  /** Worth of those coins in USD at this price. */
  expected_usd_per_unit_day: number | null;
  /** Next cut of the block reward; null when none is known. */
  next_halving: MarketHalving | null;
  /** Next change of the difficulty; null when none is known or each block changes it. */
  next_retarget: MarketRetarget | null;
  /** One entry for each algorithm of a coin that can be mined by several, such as DigiByte, whose difficulty, hashrate and earnings are null above; empty for a coin with one. */
  algorithms: MarketAlgorithm[];
  /** Source of the chain's numbers; null when there are none. */
  source: string | null;
  /** UTC milliseconds at which the chain's numbers were true. */
  last_updated: number | null;
}

/** {@link MarketMiningMetrics} as one may write it down: fields with a default may be left away. */
export interface MarketMiningMetricsInput {
  network_hashrate?: number | null;
  network_difficulty?: number | null;
  smoothed_difficulty?: MarketSmoothedDifficultyInput | null;
  block_reward?: number | null;
  block_time?: number | null;
  mining_algorithm?: string | null;
  hashrate_unit?: string | null;
  height?: number | null;
  fees_per_block?: number | null;
  expected_coins_per_unit_day?: number | null;
  expected_usd_per_unit_day?: number | null;
  next_halving?: MarketHalvingInput | null;
  next_retarget?: MarketRetargetInput | null;
  algorithms?: MarketAlgorithmInput[];
  source?: string | null;
  last_updated?: number | null;
}

/** Next cut of a block reward within a group. */
export interface MarketMergedHalving {
  /** Identity of the coin whose reward is cut. */
  coin_id: string;
  /** Height of its first block with the lower reward. */
  height: number | null;
  /** UTC milliseconds at which it is expected. */
  at: number | null;
}

/** {@link MarketMergedHalving} as one may write it down: fields with a default may be left away. */
export interface MarketMergedHalvingInput {
  coin_id: string;
  height?: number | null;
  at?: number | null;
}

/** Next change of a difficulty within a group. */
export interface MarketMergedRetarget {
  /** Identity of the coin whose difficulty changes. */
  coin_id: string;
  /** Height of its first block with the new difficulty. */
  height: number | null;
  /** UTC milliseconds at which it is expected. */
  at: number | null;
}

/** {@link MarketMergedRetarget} as one may write it down: fields with a default may be left away. */
export interface MarketMergedRetargetInput {
  coin_id: string;
  height?: number | null;
  at?: number | null;
}

/** What one unit earns on one chain of a group. */
export interface MarketMergedCoin {
  /** Identity of the coin in our table, such as `dogecoin`. */
  coin_id: string;
  /** Ticker of the coin; not an identity. */
  symbol: string | null;
  /** Whole coins that one `hashrate_unit` should mine in a day. */
  expected_coins_per_unit_day: number | null;
  /** Worth of those coins in USD; null where it is not in the sum. */
  expected_usd_per_unit_day: number | null;
  /** Why it is not in the sum: `not_polled`, `no_chain`, `no_reward` or `no_price`; null where it is. */
  reason: string | null;
}

/** {@link MarketMergedCoin} as one may write it down: fields with a default may be left away. */
export interface MarketMergedCoinInput {
  coin_id: string;
  symbol?: string | null;
  expected_coins_per_unit_day?: number | null;
  expected_usd_per_unit_day?: number | null;
  reason?: string | null;
}

/** A group of chains that one hash serves at the same time, all of them at full hashrate. */
export interface MarketMergedGroup {
  /** Identity of the group: `scrypt-merged` or `sha256-merged`. */
  id: string;
  /** Canonical unit of the group's algorithm, such as `GH/s`. */
  hashrate_unit: string | null;
  /** USD that one `hashrate_unit` should earn in a day on all chains together, before fees; at least this much where `known` is less than `chains`. Null when no chain is known. */
  expected_usd_per_unit_day: number | null;
  /** Chains of the group that prices are asked for, the parent included. */
  chains: number;
  /** Chains of these whose earnings are in the sum. */
  known: number;
  /** The first cut of a block reward in the group; null when none is known. */
  next_halving: MarketMergedHalving | null;
  /** The first change of a difficulty in the group among chains that do not change it with each block; null when none is known. */
  next_retarget: MarketMergedRetarget | null;
  /** One entry for each chain of the group, its parent first. */
  coins: MarketMergedCoin[];
}

/** {@link MarketMergedGroup} as one may write it down: fields with a default may be left away. */
export interface MarketMergedGroupInput {
  id: string;
  hashrate_unit?: string | null;
  expected_usd_per_unit_day?: number | null;
  chains?: number;
  known?: number;
  next_halving?: MarketMergedHalvingInput | null;
  next_retarget?: MarketMergedRetargetInput | null;
  coins?: MarketMergedCoinInput[];
}

/** Indicators over the price in USD. */
export interface MarketIndicators {
  /** Relative strength index over 14 days, from 0 to 100; null until there are enough days. */
  rsi_14: number | null;
  /** Moving average over 50 days in USD; null until there are enough days. */
  ma_50: number | null;
  /** Moving average over 200 days in USD; null until there are enough days. */
  ma_200: number | null;
  /** Annualized standard deviation of the daily log returns of 30 days, in percent; null until there are enough days. */
  volatility_30d: number | null;
}

/** {@link MarketIndicators} as one may write it down: fields with a default may be left away. */
export interface MarketIndicatorsInput {
  rsi_14?: number | null;
  ma_50?: number | null;
  ma_200?: number | null;
  volatility_30d?: number | null;
}

/** What became of a candidate; a reader takes one it does not know for `unknown`. */
export type CandidateVerdict = 'accepted' | 'outlier' | 'stale' | 'unknown';

/** What one source said about the price. */
export interface MarketCandidate {
  /** Name of the source, such as `coinmarketcap`. */
  source: string;
  /** Price of one whole coin in USD by this source. */
  price: number | null;
  /** UTC milliseconds at which the source says the price was true; null when it does not say. */
  last_updated: number | null;
  /** UTC milliseconds, by our clock, at which the source was read; null when that is not known. */
  observed_at: number | null;
  /** Whether it was believed. */
  verdict: CandidateVerdict;
  /** Distance from the median of all candidates, in percent; null when it stands alone. */
  deviation_percent: number | null;
}

/** {@link MarketCandidate} as one may write it down: fields with a default may be left away. */
export interface MarketCandidateInput {
  source: string;
  price?: number | null;
  last_updated?: number | null;
  observed_at?: number | null;
  verdict: CandidateVerdict;
  deviation_percent?: number | null;
}

/** One remark on one value. */
export interface MarketQualityFlag {
  /** Path of the field in this record. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured` or `stale`. */
  reason: string;
}

/** {@link MarketQualityFlag} as one may write it down: fields with a default may be left away. */
export interface MarketQualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface MarketQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: MarketQualityFlag[];
}

/** {@link MarketQuality} as one may write it down: fields with a default may be left away. */
export interface MarketQualityInput {
  flags?: MarketQualityFlagInput[];
}

/** What the market and the chain say about one coin at one time, reconciled over all sources asked. */
export interface MarketData {
  /** UTC milliseconds at which it was so; the tick where it was read on a regular grid. */
  timestamp: number;
  /** UTC milliseconds, by our clock, at which the newest part of it was read. */
  observed_at: number;
  /** Source the price was taken from, such as `coingecko`; `pinned` while an operator has set it, `none` where no source ever gave one. */
  source: string;
  /** Which coin it is. */
  coin: MarketCoin;
  /** Milliseconds between two readings of this coin at the time. */
  interval_ms: number;
  /** Price of the coin. */
  price: MarketPrice;
  /** The price that an operator has put in place of the sources' for a while; null when nobody has. */
  pin: MarketPin | null;
  /** Market capitalization. */
  market_cap: MarketCap;
  /** Volume of the last 24 hours. */
  volume_24h: MarketVolume;
  /** Change of the price. */
  price_change: MarketPriceChange;
  /** Chain and mining of the coin. */
  mining_metrics: MarketMiningMetrics;
  /** What one unit of hashrate earns on this chain and all that are mined along with it; null unless the coin is the parent of a group of merge-mined chains. */
  merged_group: MarketMergedGroup | null;
  /** Technical indicators. */
  technical_indicators: MarketIndicators;
  /** One entry for each source that answered, the one taken included; the most reliable source first. */
  candidates: MarketCandidate[];
  /** What to think of this record. */
  quality: MarketQuality;
}

/** {@link MarketData} as one may write it down: fields with a default may be left away. */
export interface MarketDataInput {
  timestamp: number;
  observed_at: number;
  source: string;
  coin: MarketCoinInput;
  interval_ms: number;
  price?: MarketPriceInput;
  pin?: MarketPinInput | null;
  market_cap?: MarketCapInput;
  volume_24h?: MarketVolumeInput;
  price_change?: MarketPriceChangeInput;
  mining_metrics?: MarketMiningMetricsInput;
  merged_group?: MarketMergedGroupInput | null;
  technical_indicators?: MarketIndicatorsInput;
  candidates?: MarketCandidateInput[];
  quality?: MarketQualityInput;
}
