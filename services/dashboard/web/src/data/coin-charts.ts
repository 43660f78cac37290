import type { CoinRow } from './market-types';

/** One line of a chart of a coin, by the metric of the store that it shows. */
export interface CoinLine {
  readonly metric: string;
  readonly name: string;
  /** Its value in the newest record, for the chart to go on with. */
  readonly value: (row: CoinRow) => number | null;
}

/** A chart of a coin. */
export interface CoinChart {
  /** Its place in the address. */
  readonly id: string;
  readonly title: string;
  readonly unit: (row: CoinRow) => string;
  readonly lines: readonly CoinLine[];
}

const hashrateUnit = (row: CoinRow): string => row.mining_metrics.hashrate_unit ?? '';
const line = (metric: string, name: string, value: CoinLine['value']): CoinLine => ({ metric, name, value });

/** All charts of a coin, in the order of its page. */
export const coinCharts: readonly CoinChart[] = [
  {
    id: 'price',
    title: 'Price',
    unit: () => 'USD',
    lines: [
      line('price_usd', 'price', ({ price }) => (price.stale ? null : price.usd)),
      line('ma_50', 'average of 50 days', (row) => row.technical_indicators.ma_50),
      line('ma_200', 'average of 200 days', (row) => row.technical_indicators.ma_200),
    ],
  },
  {
    id: 'earnings',
    title: 'Worth a day',
    unit: (row) => `USD per ${hashrateUnit(row)}`,
    lines: [line('expected_usd_per_unit_day', 'worth of what one unit mines', (row) => row.mining_metrics.expected_usd_per_unit_day)],
  },
  {
    id: 'hashrate',
    title: 'Network hashrate',
    unit: hashrateUnit,
    lines: [line('network_hashrate', 'network hashrate', (row) => row.mining_metrics.network_hashrate)],
  },
  {
    id: 'difficulty',
    title: 'Difficulty',
    unit: () => '',
    lines: [line('network_difficulty', 'difficulty', (row) => row.mining_metrics.network_difficulty)],
  },
  {
    id: 'indicators',
    title: 'RSI and volatility',
    unit: () => '',
    lines: [
      line('rsi_14', 'RSI of 14 days', (row) => row.technical_indicators.rsi_14),
      line('volatility_30d', 'volatility of 30 days, % a year', (row) => row.technical_indicators.volatility_30d),
    ],
  },
  {
    id: 'volume',
    title: 'Traded in 24 h',
    unit: () => 'USD',
    lines: [line('volume_24h_usd', 'traded in 24 h', (row) => row.volume_24h.usd)],
  },
];

/** The chart with an id; undefined where there is none. */
export const coinChart = (id: string): CoinChart | undefined => coinCharts.find((chart) => chart.id === id);
