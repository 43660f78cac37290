import { describe, expect, it } from '@jest/globals';
import { schemaOf, type AvroType } from './avro-schema.js';

/** The fields that the customer's specification lists in its sections 4.2 to 4.4, by name and nesting; ours may hold more. */
const specified = {
  pool_performance: [
    'timestamp pool_id worker_id algorithm difficulty status',
    'hashrate.reported hashrate.effective hashrate.unit',
    'shares.accepted shares.rejected shares.stale shares.invalid',
    'earnings.amount earnings.currency earnings.time_period',
    'coins_mined[].coin_id coins_mined[].symbol coins_mined[].amount coins_mined[].usd_value coins_mined[].mining_type',
    'profitability.per_hash_rate profitability.unit profitability.time_period',
  ],
  market_data: [
    'timestamp source coin.id coin.symbol coin.name',
    'price.usd price.btc market_cap.usd market_cap.btc volume_24h.usd volume_24h.btc',
    'price_change.percent_1h price_change.percent_24h price_change.percent_7d',
    'mining_metrics.network_hashrate mining_metrics.network_difficulty mining_metrics.block_reward',
    'mining_metrics.block_time mining_metrics.mining_algorithm',
    'technical_indicators.rsi_14 technical_indicators.ma_50 technical_indicators.ma_200 technical_indicators.volatility_30d',
  ],
  derived_metrics: [
    'timestamp miner_id time_period',
    'operational_efficiency.hashrate_stability operational_efficiency.power_efficiency',
    'operational_efficiency.thermal_efficiency operational_efficiency.uptime_percentage',
    'financial_metrics.revenue financial_metrics.cost financial_metrics.profit financial_metrics.roi',
    'financial_metrics.break_even_days financial_metrics.currency',
    'optimization_opportunities[].type optimization_opportunities[].description',
    'optimization_opportunities[].potential_impact optimization_opportunities[].confidence',
    'anomaly_scores.hashrate anomaly_scores.temperature anomaly_scores.power anomaly_scores.shares anomaly_scores.overall',
    'forecasts.next_24h_hashrate forecasts.next_24h_revenue forecasts.next_7d_profitability',
  ],
};

describe.each(Object.entries(specified))('the record %s', (record, lines) => {
  it('keeps every specified field by its name and place', () => {
    expect(pathsOf(schemaOf(record))).toEqual(expect.arrayContaining(lines.flatMap((line) => line.split(' '))));
  });
});

function pathsOf(type: AvroType, path = ''): string[] {
  if (Array.isArray(type)) return pathsOf((type as readonly AvroType[])[1]!, path);
  if (typeof type !== 'object') return [path];
  if ('items' in type) return pathsOf(type.items, `${path}[]`);
  if (!('fields' in type)) return [path];
  return type.fields.flatMap(({ name, type: inner }) => pathsOf(inner, path === '' ? name : `${path}.${name}`));
}
