import { describe, expect, it } from '@jest/globals';
import { coinMetricPattern, unitOfCoinMetric } from './coin-metrics.js';

describe('the metrics of a coin', () => {
  it.each([
    { metric: 'price_usd', unit: 'USD' },
    { metric: 'network_hashrate', unit: 'TH/s' },
    { metric: 'network_difficulty', unit: 'number' },
    { metric: 'volatility_30d', unit: '%' },
  ])('are numbers of the store: $metric in $unit', ({ metric, unit }) => {
    expect(metric).toMatch(coinMetricPattern);
    expect(unitOfCoinMetric(metric, 'TH/s')).toBe(unit);
  });

  it.each(['symbol', 'stale', 'price', 'power', ''])('do not include %p', (metric) => expect(metric).not.toMatch(coinMetricPattern));
});
