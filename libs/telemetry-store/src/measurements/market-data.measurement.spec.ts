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

  it('tells a coin of several algorithms by each of them, in fields of its own name', () => {
    const scrypt = { mining_algorithm: 'scrypt', hashrate_unit: 'GH/s', network_hashrate: 800, network_difficulty: 2e6 };
    const skein = { mining_algorithm: 'skein', hashrate_unit: 'GH/s', expected_coins_per_unit_day: 9, expected_usd_per_unit_day: 0.1 };
    const { codec } = topics.marketData;
    const metrics = { algorithms: [scrypt, skein, { mining_algorithm: 'x11', hashrate_unit: 'TH/s', network_difficulty: 1 }] };
    const { fields } = marketDataPoint(codec.create({ ...record, mining_metrics: metrics }));
    expect(Object.entries(fields).filter(([name, value]) => /^(scrypt|skein|qubit|x11)_/.test(name) && value !== null)).toEqual([
      ['scrypt_network_hashrate', 800],
      ['scrypt_network_difficulty', 2e6],
      ['skein_expected_coins_per_unit_day', 9],
      ['skein_expected_usd_per_unit_day', 0.1],
    ]);
    expect(marketDataSchema.find(({ name }) => name === 'qubit_network_hashrate')).toMatchObject({ unit: 'GH/s', kind: 'float' });
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
