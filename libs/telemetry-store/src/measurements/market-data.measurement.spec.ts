import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { marketDataPoint, marketDataSchema } from './market-data.measurement.js';

const record = topics.marketData.codec.create({
  timestamp: 5,
  observed_at: 6,
  source: 'coingecko',
  interval_ms: 300_000,
  coin: { id: 'pepecoin-network', symbol: 'PEP', name: 'Pepecoin' },
  price: { usd: 1e-8, btc: 1e-13, btc_derived: true, last_updated: 4, age_ms: 2 },
  mining_metrics: { network_difficulty: 5e7, height: 600_001 },
});

describe('marketDataPoint', () => {
  it('makes one point of a coin and tick', () => {
    expect(marketDataPoint(record)).toMatchObject({
      measurement: 'market_data',
      tags: { coin_id: 'pepecoin-network' },
      timestampMs: 5,
      fields: { price_usd: 1e-8, price_btc_derived: true, network_difficulty: 5e7, height: 600_001, rsi_14: null, stale: false },
    });
  });

  it('leaves what is not known null, and never 0', () => {
    const { fields } = marketDataPoint(record);
    const known = [
      'symbol',
      'source',
      'price_usd',
      'price_btc',
      'price_btc_derived',
      'price_age_ms',
      'stale',
      'network_difficulty',
      'height',
      'observed_at',
    ];
    for (const { name } of marketDataSchema) expect([name, fields[name] === null]).toEqual([name, !known.includes(name)]);
  });
});
