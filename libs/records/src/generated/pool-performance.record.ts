// Generated from schemas/ by `npm run generate`; do not edit.
/** Hashrate of the worker as the pool sees it. */
export interface PoolHashrate {
  /** Hashrate the pool states for the worker, in `unit`. */
  reported: number | null;
  /** Hashrate that follows from the accepted shares and their difficulty over `window_s`, in `unit`. */
  effective: number | null;
  /** Unit of every hashrate of this record; the canonical one of the algorithm: `TH/s` for sha256d, `GH/s` for scrypt. */
  unit: string | null;
  /** Seconds over which `effective` was taken. */
  window_s: number | null;
}

/** {@link PoolHashrate} as one may write it down: fields with a default may be left away. */
export interface PoolHashrateInput {
  reported?: number | null;
  effective?: number | null;
  unit?: string | null;
  window_s?: number | null;
}

/** Shares as the pool counts them. */
export interface PoolShares {
  /** Shares accepted, cumulative as the pool says. */
  accepted: number | null;
  /** Shares rejected, cumulative as the pool says. */
  rejected: number | null;
  /** Shares that came too late, cumulative as the pool says. */
  stale: number | null;
  /** Shares that were wrong, cumulative as the pool says. */
  invalid: number | null;
  /** Shares accepted since the reading before, as a count; null when there was none to compare with. */
  accepted_delta: number | null;
  /** Shares rejected since the reading before, as a count; null when there was none to compare with. */
  rejected_delta: number | null;
  /** Shares that came too late since the reading before, as a count; null when there was none to compare with. */
  stale_delta: number | null;
  /** Shares that were wrong since the reading before, as a count; null when there was none to compare with. */
  invalid_delta: number | null;
  /** Accepted work as the sum of share difficulties, cumulative as the pool says. */
  accepted_difficulty: number | null;
  /** Accepted shares in percent of all shares since the reading before. */
  acceptance_percent: number | null;
  /** UTC milliseconds of the last share the pool saw. */
  last_share_time: number | null;
  /** True when a counter went backwards since the reading before: the deltas then count from zero. */
  counter_reset: boolean;
}

/** {@link PoolShares} as one may write it down: fields with a default may be left away. */
export interface PoolSharesInput {
  accepted?: number | null;
  rejected?: number | null;
  stale?: number | null;
  invalid?: number | null;
  accepted_delta?: number | null;
  rejected_delta?: number | null;
  stale_delta?: number | null;
  invalid_delta?: number | null;
  accepted_difficulty?: number | null;
  acceptance_percent?: number | null;
  last_share_time?: number | null;
  counter_reset?: boolean;
}

/** What the worker earned, before it is paid out. */
export interface PoolEarnings {
  /** Amount earned in `currency` over `time_period`. */
  amount: number | null;
  /** Currency or coin of the amount, such as `USD` or `BTC`. */
  currency: string | null;
  /** Period the amount belongs to, such as `1h`, `24h` or `total`. */
  time_period: string | null;
  /** Fee of the pool in percent, as far as it says; the amount has it taken off. */
  fee_percent: number | null;
}

/** {@link PoolEarnings} as one may write it down: fields with a default may be left away. */
export interface PoolEarningsInput {
  amount?: number | null;
  currency?: string | null;
  time_period?: string | null;
  fee_percent?: number | null;
}

/** One coin the worker mined. */
export interface PoolCoinMined {
  /** Identity of the coin in our table, such as `litecoin`; never a ticker. */
  coin_id: string;
  /** Ticker of the coin, such as `LTC`. */
  symbol: string | null;
  /** Amount mined over the earnings' period, in whole coins. */
  amount: number | null;
  /** Worth of the amount in USD at the time of the reading. */
  usd_value: number | null;
  /** `primary` or `merge-mined`. */
  mining_type: string | null;
}

/** {@link PoolCoinMined} as one may write it down: fields with a default may be left away. */
export interface PoolCoinMinedInput {
  coin_id: string;
  symbol?: string | null;
  amount?: number | null;
  usd_value?: number | null;
  mining_type?: string | null;
}

/** What one unit of hashrate earns at the pool. */
export interface PoolProfitability {
  /** Revenue per `unit` of hashrate and `time_period`, in `currency`. */
  per_hash_rate: number | null;
  /** Money per hashrate the value is in, such as `USD/TH/s`; the hashrate is the algorithm's canonical unit. */
  unit: string | null;
  /** Period the value belongs to; `day` once normalized. */
  time_period: string | null;
  /** ISO 4217 code of the currency, such as `USD`. */
  currency: string | null;
}

/** {@link PoolProfitability} as one may write it down: fields with a default may be left away. */
export interface PoolProfitabilityInput {
  per_hash_rate?: number | null;
  unit?: string | null;
  time_period?: string | null;
  currency?: string | null;
}

/** One remark on one value. */
export interface PoolQualityFlag {
  /** Path of the field in this record. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured` or `stale`. */
  reason: string;
}

/** {@link PoolQualityFlag} as one may write it down: fields with a default may be left away. */
export interface PoolQualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface PoolQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: PoolQualityFlag[];
}

/** {@link PoolQuality} as one may write it down: fields with a default may be left away. */
export interface PoolQualityInput {
  flags?: PoolQualityFlagInput[];
}

/** What a pool says about one worker, or with worker `*` about itself, at one time. What the pool does not say is null. */
export interface PoolPerformance {
  /** UTC milliseconds at which it was so; the tick where it was read on a regular grid. */
  timestamp: number;
  /** UTC milliseconds, by our clock, at which the pool said so. */
  observed_at: number;
  /** Identity of the pool in the configuration; the first part of the message key. */
  pool_id: string;
  /** Account at the pool under a name of ours, never its key; the second part of the message key. */
  account: string;
  /** Name of the worker at the pool, or `*` for the pool or account as a whole; the last part of the message key. */
  worker_id: string;
  /** Miner of the fleet that the worker name stands for; null where none or several do. */
  miner_id: string | null;
  /** Proof-of-work algorithm in our spelling, such as `sha256d` or `scrypt`, or the pool's own word where we know none. */
  algorithm: string | null;
  /** Milliseconds between two readings of this source at the time; a reading is stale after two of them. */
  interval_ms: number;
  /** How fast the worker works, by the pool's account. */
  hashrate: PoolHashrate;
  /** Shares of the worker. */
  shares: PoolShares;
  /** Earnings of the worker. */
  earnings: PoolEarnings;
  /** One entry for each coin mined; empty when the pool names none. */
  coins_mined: PoolCoinMined[];
  /** Profitability of the algorithm at the pool. */
  profitability: PoolProfitability;
  /** Share difficulty the pool has set for the worker, in the pool's own scale. */
  difficulty: number | null;
  /** State of the worker or pool in the pool's words, such as `online`. */
  status: string | null;
  /** True when the pool's own time of the reading is older than two intervals. */
  stale: boolean;
  /** UTC milliseconds at which the pool says the reading was true; null when it does not say. */
  last_updated: number | null;
  /** Workers the pool counts as online; null on a worker's own row. */
  workers_online: number | null;
  /** How it was read, such as `wamp` or `http`. */
  source: string;
  /** What to think of this record. */
  quality: PoolQuality;
}

/** {@link PoolPerformance} as one may write it down: fields with a default may be left away. */
export interface PoolPerformanceInput {
  timestamp: number;
  observed_at: number;
  pool_id: string;
  account: string;
  worker_id: string;
  miner_id?: string | null;
  algorithm?: string | null;
  interval_ms: number;
  hashrate?: PoolHashrateInput;
  shares?: PoolSharesInput;
  earnings?: PoolEarningsInput;
  coins_mined?: PoolCoinMinedInput[];
  profitability?: PoolProfitabilityInput;
  difficulty?: number | null;
  status?: string | null;
  stale?: boolean;
  last_updated?: number | null;
  workers_online?: number | null;
  source: string;
  quality?: PoolQualityInput;
}
