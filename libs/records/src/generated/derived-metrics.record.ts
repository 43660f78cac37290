// Generated from schemas/ by `npm run generate`; do not edit.
/** What a metric may be about; a reader takes one it does not know for `other`. */
export type DerivedScope = 'miner' | 'rack' | 'site' | 'algorithm' | 'fleet' | 'other';

/** How much of what should be known is known. */
export interface DerivedCoverage {
  /** Fresh readings that are not null ÷ all listed miners the record is meant to cover, from 0 to 1. */
  fraction: number | null;
  /** Listed miners the record is meant to cover, as a count. */
  miners: number;
  /** Readings that went into it, as a count. */
  readings: number;
  /** Readings that should have gone into it, as a count. */
  expected_readings: number;
}

/** {@link DerivedCoverage} as one may write it down: fields with a default may be left away. */
export interface DerivedCoverageInput {
  fraction?: number | null;
  miners?: number;
  readings?: number;
  expected_readings?: number;
}

/** How well the machines run. */
export interface DerivedEfficiency {
  /** 1 minus the coefficient of variation of the hashrate over the period, from 0 to 1. */
  hashrate_stability: number | null;
  /** Joules per canonical unit of hashes, such as J/TH. */
  power_efficiency: number | null;
  /** Canonical hashrate per kelvin of the hottest chip above ambient. */
  thermal_efficiency: number | null;
  /** Time the miners hashed in percent of the time they should have. */
  uptime_percentage: number | null;
  /** Average hashrate in percent of nominal. */
  hashrate_percent_of_nominal: number | null;
  /** Accepted shares in percent of all shares. */
  acceptance_percent: number | null;
}

/** {@link DerivedEfficiency} as one may write it down: fields with a default may be left away. */
export interface DerivedEfficiencyInput {
  hashrate_stability?: number | null;
  power_efficiency?: number | null;
  thermal_efficiency?: number | null;
  uptime_percentage?: number | null;
  hashrate_percent_of_nominal?: number | null;
  acceptance_percent?: number | null;
}

/** What the period earned and cost. */
export interface DerivedFinance {
  /** Revenue of the period in `currency`. */
  revenue: number | null;
  /** Cost of electricity of the period in `currency`. */
  cost: number | null;
  /** Revenue minus cost, in `currency`. */
  profit: number | null;
  /** Profit so far ÷ price of purchase, as a fraction. */
  roi: number | null;
  /** Days until the purchase is earned back at the present profit; null when it never is. */
  break_even_days: number | null;
  /** ISO 4217 code of the currency, such as `USD`. */
  currency: string | null;
  /** Revenue in USD per canonical unit of hashrate and day. */
  revenue_per_unit_day: number | null;
  /** Cost in USD per canonical unit of hashrate and day. */
  cost_per_unit_day: number | null;
  /** Energy of the period in kilowatt-hours. */
  energy_kwh: number | null;
  /** Revenue in `currency` per kilowatt-hour. */
  revenue_per_kwh: number | null;
  /** Where each input came from, by name, such as `power` → `meter` or `revenue` → `pool`. */
  basis: Record<string, string>;
}

/** {@link DerivedFinance} as one may write it down: fields with a default may be left away. */
export interface DerivedFinanceInput {
  revenue?: number | null;
  cost?: number | null;
  profit?: number | null;
  roi?: number | null;
  break_even_days?: number | null;
  currency?: string | null;
  revenue_per_unit_day?: number | null;
  cost_per_unit_day?: number | null;
  energy_kwh?: number | null;
  revenue_per_kwh?: number | null;
  basis?: Record<string, string>;
}

/** Something that would bring more. */
export interface DerivedOpportunity {
  /** Kind as a snake_case word, such as `lower_power_limit`. */
  type: string;
  /** What to do and why, as one sentence. */
  description: string;
  /** What it would bring, in the currency of `financial_metrics` per day. */
  potential_impact: number | null;
  /** How sure we are, from 0 to 1. */
  confidence: number | null;
}

/** {@link DerivedOpportunity} as one may write it down: fields with a default may be left away. */
export interface DerivedOpportunityInput {
  type: string;
  description: string;
  potential_impact?: number | null;
  confidence?: number | null;
}

/** How unusual the period was; 0 is usual, 1 as unusual as can be. */
export interface DerivedAnomaly {
  /** Score of the hashrate, from 0 to 1; null until there is a history to compare with. */
  hashrate: number | null;
  /** Score of the temperatures, from 0 to 1. */
  temperature: number | null;
  /** Score of the power, from 0 to 1. */
  power: number | null;
  /** Score of the shares, from 0 to 1. */
  shares: number | null;
  /** Score of all together, from 0 to 1. */
  overall: number | null;
}

/** {@link DerivedAnomaly} as one may write it down: fields with a default may be left away. */
export interface DerivedAnomalyInput {
  hashrate?: number | null;
  temperature?: number | null;
  power?: number | null;
  shares?: number | null;
  overall?: number | null;
}

/** What is expected next. */
export interface DerivedForecast {
  /** Average hashrate of the next 24 hours, in the canonical unit. */
  next_24h_hashrate: number | null;
  /** Revenue of the next 24 hours, in the currency of `financial_metrics`. */
  next_24h_revenue: number | null;
  /** Profit of the next 7 days, in the currency of `financial_metrics`. */
  next_7d_profitability: number | null;
  /** How sure we are, from 0 to 1. */
  confidence: number | null;
}

/** {@link DerivedForecast} as one may write it down: fields with a default may be left away. */
export interface DerivedForecastInput {
  next_24h_hashrate?: number | null;
  next_24h_revenue?: number | null;
  next_7d_profitability?: number | null;
  confidence?: number | null;
}

/** One remark on one value. */
export interface DerivedQualityFlag {
  /** Path of the field in this record. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured` or `stale`. */
  reason: string;
}

/** {@link DerivedQualityFlag} as one may write it down: fields with a default may be left away. */
export interface DerivedQualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface DerivedQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: DerivedQualityFlag[];
}

/** {@link DerivedQuality} as one may write it down: fields with a default may be left away. */
export interface DerivedQualityInput {
  flags?: DerivedQualityFlagInput[];
}

/** What follows from the readings of one scope over one period. A value that could not be reckoned is null. */
export interface DerivedMetrics {
  /** UTC milliseconds of the end of the period. */
  timestamp: number;
  /** Identity of the miner in the fleet; null unless the scope is a miner. */
  miner_id: string | null;
  /** What the record is about. */
  scope: DerivedScope;
  /** Identity within the scope: the miner_id, `site/rack`, the site, the algorithm, or `fleet`; the message key. */
  scope_id: string;
  /** Algorithm whose canonical unit the values are in; null where several are summed. */
  algorithm: string | null;
  /** Length of the period, such as `1m`, `1h` or `24h`. */
  time_period: string;
  /** How complete the record is. */
  coverage: DerivedCoverage;
  /** Operational efficiency. */
  operational_efficiency: DerivedEfficiency;
  /** Financial metrics. */
  financial_metrics: DerivedFinance;
  /** Opportunities, the most worth first. */
  optimization_opportunities: DerivedOpportunity[];
  /** Anomaly scores. */
  anomaly_scores: DerivedAnomaly;
  /** Forecasts; null until there is enough history. */
  forecasts: DerivedForecast;
  /** Quality of the inputs, from 0 to 1. */
  quality_score: number | null;
  /** What to think of this record. */
  quality: DerivedQuality;
}

/** {@link DerivedMetrics} as one may write it down: fields with a default may be left away. */
export interface DerivedMetricsInput {
  timestamp: number;
  miner_id?: string | null;
  scope: DerivedScope;
  scope_id: string;
  algorithm?: string | null;
  time_period: string;
  coverage?: DerivedCoverageInput;
  operational_efficiency?: DerivedEfficiencyInput;
  financial_metrics?: DerivedFinanceInput;
  optimization_opportunities?: DerivedOpportunityInput[];
  anomaly_scores?: DerivedAnomalyInput;
  forecasts?: DerivedForecastInput;
  quality_score?: number | null;
  quality?: DerivedQualityInput;
}
