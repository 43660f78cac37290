import type { DifficultyBook } from '../chains/difficulty-book.js';
import type { LineRecord, PriceSeries } from './price-series.js';

/** What is kept of each coin past a restart. */
export interface KeptLines {
  /** What is known of a coin, as it is kept; null where there is nothing. */
  record(coinId: string): LineRecord | null;
  /** Adds what was kept to what is known. */
  restore(coinId: string, record: LineRecord): void;
}

/** Our own line of prices and the difficulties that were seen, kept as one. */
export function keptTogether(series: PriceSeries, difficulties: DifficultyBook): KeptLines {
  return {
    record: (coinId) => {
      const [line, seen] = [series.record(coinId), difficulties.record(coinId)];
      if (seen === null) return line;
      return { points: [], asked: [], ...line, difficulties: seen };
    },
    restore: (coinId, record) => {
      series.restore(coinId, record);
      difficulties.restore(coinId, record.difficulties ?? {});
    },
  };
}
