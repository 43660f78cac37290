import { expect, it } from '@jest/globals';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const answers: Answers = (_host, path) => {
  const row = { id: 'dogecoin', current_price: 0.2, last_updated: new Date(made.clock.now() - 1_000).toISOString() };
  if (path === '/coins/markets') return { body: [row, { ...row, id: 'bitcoin', current_price: 100_000 }] };
  return path === '' ? { body: { result: { difficulty: 5e7, blocks: 6_000_000 } } } : { status: 404 };
};
const made = new MarketHarness(answers);

it('earnings are reckoned at a price that is pinned, as long as it is', async () => {
  const nodes = [{ coin: 'dogecoin', url: 'http://127.0.0.1:1' }];
  const service = made.create({
    coingecko: { coins: ['dogecoin'], polling_intervals: { simple_price: 300, market_data: 300 } },
    networks: { explorers: false, minerstat: false, nodes },
  });
  await made.begin(service);
  await made.clock.advance(6 * minute);
  const earned = (): number => made.data.filter(({ coin }) => coin.id === 'dogecoin').at(-1)!.mining_metrics.expected_usd_per_unit_day!;
  // 4.0233 DOGE a day of 1 GH/s (reference, 6.6)
  expect(earned()).toBeCloseTo(4.0233 * 0.2, 4);
  await made.command('coin:dogecoin', 'pin_price', { usd: '0.5', minutes: '10' });
  await made.clock.advance(0);
  expect(earned()).toBeCloseTo(4.0233 * 0.5, 4);
  await made.clock.advance(16 * minute);
  expect(earned()).toBeCloseTo(4.0233 * 0.2, 4);
  await service.stop();
});
