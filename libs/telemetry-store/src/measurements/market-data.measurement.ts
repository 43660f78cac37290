import type { MarketData } from '@lodestream/records';
import type { FieldKind } from '../field-kinds.js';
import type { FieldValue, Point } from '../telemetry-store.port.js';
import { marketAlgorithmFields } from './market-algorithms.fields.js';
import { fieldsOf, type MeasurementField, type MeasurementTag } from './measurement-field.js';
import { tagText } from './tag-text.js';

/** The measurement of prices, chains and indicators, one point a coin and tick. */
export const marketDataMeasurement = 'market_data';

/** The tags of `market_data`. The source is a field: it changes from tick to tick, and the series is the coin's. */
export const marketDataTags: readonly MeasurementTag<MarketData>[] = [
  { name: 'coin_id', source: 'coin.id', meaning: 'Identity of the coin, such as `bitcoin`.', read: ({ coin }) => coin.id },
];

type Row = readonly [string, FieldKind, string, string, string, (record: MarketData) => FieldValue];

const prices: readonly Row[] = [
  ['symbol', 'string', '-', 'coin.symbol', 'Ticker; not an identity.', ({ coin }) => coin.symbol],
  ['source', 'string', '-', 'source', 'Source of the price.', ({ source }) => source],
  ['price_usd', 'float', 'USD', 'price.usd', 'Price of one whole coin.', ({ price }) => price.usd],
  ['price_btc', 'float', 'BTC', 'price.btc', 'Price of one whole coin.', ({ price }) => price.btc],
  [
    'price_btc_derived',
    'boolean',
    '-',
    'price.btc_derived',
    'Whether the price in BTC was made from two in USD.',
    ({ price }) => price.btc_derived,
  ],
  ['price_age_ms', 'integer', 'ms', 'price.age_ms', 'Age of the price by its source.', ({ price }) => price.age_ms],
  ['stale', 'boolean', '-', 'price.stale', 'Whether the price is too old to reckon with.', ({ price }) => price.stale],
  [
    'price_state',
    'string',
    '-',
    'price.state',
    'How the price was come by, such as `fresh` or `cached`.',
    ({ price }) => (price.state === 'unknown' ? null : price.state),
  ],
  ['market_cap_usd', 'float', 'USD', 'market_cap.usd', 'Market capitalization.', (record) => record.market_cap.usd],
  ['volume_24h_usd', 'float', 'USD', 'volume_24h.usd', 'Volume of 24 hours.', (record) => record.volume_24h.usd],
  ['change_1h', 'float', '%', 'price_change.percent_1h', 'Change over an hour.', (record) => record.price_change.percent_1h],
  ['change_24h', 'float', '%', 'price_change.percent_24h', 'Change over 24 hours.', (record) => record.price_change.percent_24h],
  ['change_7d', 'float', '%', 'price_change.percent_7d', 'Change over 7 days.', (record) => record.price_change.percent_7d],
];

const chains: readonly Row[] = [
  [
    'network_hashrate',
    'float',
    'hashrate_unit',
    'mining_metrics.network_hashrate',
    'Hashrate of the network.',
    ({ mining_metrics: chain }) => chain.network_hashrate,
  ],
  [
    'hashrate_unit',
    'string',
    '-',
    'mining_metrics.hashrate_unit',
    'Canonical unit of the algorithm.',
    ({ mining_metrics: chain }) => chain.hashrate_unit,
  ],
  [
    'network_difficulty',
    'float',
    '-',
    'mining_metrics.network_difficulty',
    'Difficulty of the chain.',
    ({ mining_metrics: chain }) => chain.network_difficulty,
  ],
  [
    'block_reward',
    'float',
    'coins',
    'mining_metrics.block_reward',
    'Subsidy of a block.',
    ({ mining_metrics: chain }) => chain.block_reward,
  ],
  ['block_time', 'float', 's', 'mining_metrics.block_time', 'Seconds between two blocks.', ({ mining_metrics: chain }) => chain.block_time],
  ['height', 'integer', '-', 'mining_metrics.height', 'Height of the newest block known.', ({ mining_metrics: chain }) => chain.height],
  [
    'expected_coins_per_unit_day',
    'float',
    'coins',
    'mining_metrics.expected_coins_per_unit_day',
    'Coins one hashrate unit should mine in a day.',
    ({ mining_metrics: chain }) => chain.expected_coins_per_unit_day,
  ],
  [
    'expected_usd_per_unit_day',
    'float',
    'USD',
    'mining_metrics.expected_usd_per_unit_day',
    'Their worth.',
    ({ mining_metrics: chain }) => chain.expected_usd_per_unit_day,
  ],
  [
    'merged_usd_per_unit_day',
    'float',
    'USD',
    'merged_group.expected_usd_per_unit_day',
    'What one hashrate unit earns in a day on this chain and those mined along with it; of parents only.',
    ({ merged_group: group }) => group?.expected_usd_per_unit_day ?? null,
  ],
  [
    'merged_chains',
    'integer',
    '-',
    'merged_group.chains',
    'Chains of that group that prices are asked for.',
    ({ merged_group: group }) => group?.chains ?? null,
  ],
  ['merged_known', 'integer', '-', 'merged_group.known', 'Chains in that sum.', ({ merged_group: group }) => group?.known ?? null],
];

const indicators: readonly Row[] = [
  [
    'rsi_14',
    'float',
    '-',
    'technical_indicators.rsi_14',
    'Relative strength index, 0 to 100.',
    ({ technical_indicators: each }) => each.rsi_14,
  ],
  ['ma_50', 'float', 'USD', 'technical_indicators.ma_50', 'Moving average of 50 days.', ({ technical_indicators: each }) => each.ma_50],
  ['ma_200', 'float', 'USD', 'technical_indicators.ma_200', 'Moving average of 200 days.', ({ technical_indicators: each }) => each.ma_200],
  [
    'volatility_30d',
    'float',
    '%',
    'technical_indicators.volatility_30d',
    'Annualized volatility of 30 days.',
    ({ technical_indicators: each }) => each.volatility_30d,
  ],
  ['observed_at', 'integer', 'ms since 1970, UTC', 'observed_at', 'When the newest part of it was read.', (record) => record.observed_at],
];

/** The fields of `market_data`. */
export const marketDataSchema: readonly MeasurementField<MarketData>[] = [
  ...fieldsOf([...prices, ...chains, ...indicators]),
  ...marketAlgorithmFields,
];

const integers: ReadonlySet<string> = new Set(marketDataSchema.filter(({ kind }) => kind === 'integer').map(({ name }) => name));

/** One record as one point. */
export function marketDataPoint(record: MarketData): Point {
  const tags = Object.fromEntries(marketDataTags.map(({ name, read }) => [name, tagText(read(record))]));
  const fields = Object.fromEntries(marketDataSchema.map(({ name, read }) => [name, read(record)]));
  return { measurement: marketDataMeasurement, tags, fields, timestampMs: record.timestamp, integers };
}
