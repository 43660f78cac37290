import { expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import { topics } from '@lodestream/records';
import { backFilledRecord } from './back-filled-record.js';

it.each([
  { id: 'bitcoin', btc: 1, missing: ['market_cap.usd', 'volume_24h.usd', 'price_change.percent_24h'] },
  { id: 'litecoin', btc: null, missing: ['price.btc', 'market_cap.usd', 'volume_24h.usd', 'price_change.percent_24h'] },
])('a price of $id that was filled in says of everything else that it was not given', ({ id, btc, missing }) => {
  const input = backFilledRecord(findCoin(id)!, { atMs: 1_000, usd: 90, backFilled: true }, 'coingecko', 5_000, 300_000);
  const record = topics.marketData.codec.create(input);
  expect(record).toMatchObject({
    timestamp: 1_000,
    observed_at: 5_000,
    price: { usd: 90, btc, age_ms: 4_000, stale: false },
    candidates: [],
  });
  expect(record.quality.flags).toEqual([
    { path: 'price.usd', reason: 'back_filled' },
    ...missing.map((path) => ({ path, reason: 'not_given' })),
  ]);
  expect([record.market_cap.usd, record.volume_24h.usd, record.price_change.percent_24h]).toEqual([null, null, null]);
});
