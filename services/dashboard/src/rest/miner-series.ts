/** Series of one miner: `[fromMs, value, coverage]` a step; null is "no reading", never zero. */
export interface MinerSeries {
  readonly miner_id: string;
  readonly from: number;
  readonly to: number;
  readonly step_ms: number;
  readonly aggregate: string;
  readonly series: readonly { readonly metric: string; readonly points: readonly SeriesPoint[] }[];
}

/** When a step begins, its value, and how much of it was read. */
export type SeriesPoint = readonly [fromMs: number, value: number | null, coverage: number | null];
