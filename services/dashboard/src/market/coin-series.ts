import type { MinerSeries } from '../rest/miner-series.js';

/** Series of one coin: `[fromMs, value, coverage]` a step; null is "no record", never zero. */
export interface CoinSeries extends Omit<MinerSeries, 'miner_id'> {
  readonly coin_id: string;
}
