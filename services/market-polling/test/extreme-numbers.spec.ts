import { describe, expect, it } from '@jest/globals';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const coingecko = { coins: ['bitcoin', 'dogecoin'], tier: 'demo', vs_currencies: ['usd', 'btc', 'eur'] };
const coinmarketcap = { api_key: 'a-key' };
const networks = { minerstat: false, explorers: true, nodes: [{ coin: 'dogecoin', url: 'http://127.0.0.1:1' }] };

interface Said {
  readonly price?: number;
  readonly bitcoin?: number;
  readonly difficulty?: number;
  readonly height?: number;
  readonly timeAvg?: number;
  readonly volume?: number;
  readonly count?: number;
  readonly updatedAt?: number;
  readonly credits?: number;
}

function aHarness(said: Said): MarketHarness {
  const { price = 0.2, bitcoin = 100_000, difficulty = 5e7, height = 6_000_000, timeAvg = 600_000, volume = 1e9 } = said;
  const { count = 17_000, updatedAt = 1_790_000_000, credits = 1 } = said;
  const status = { error_code: 0, credit_count: credits };
  const usdOf = (id: string): number => (id === 'bitcoin' ? bitcoin : price);
  const answers: Answers = (_host, path, query) => {
    const at = made.clock.now() - 1_000;
    const ids = String(query['ids']).split(',');
    if (path === '/coins/markets')
      return { body: ids.map((id) => ({ id, current_price: usdOf(id), total_volume: volume, last_updated: new Date(at).toISOString() })) };
    if (path === '/simple/price')
      return { body: Object.fromEntries(ids.map((id) => [id, { usd: usdOf(id), eur: 0.9 * usdOf(id), last_updated_at: at / 1_000 }])) };
    if (path === '/global')
      return { body: { data: { total_market_cap: { usd: 3e12 }, active_cryptocurrencies: count, markets: count, updated_at: updatedAt } } };
    if (path === '/v3/cryptocurrency/quotes/latest') {
      const last_updated = new Date(at).toISOString();
      return { body: { status, data: [{ id: 1, symbol: 'BTC', quote: [{ symbol: 'USD', price: bitcoin, last_updated }] }] } };
    }
    if (path === '/v1/global-metrics/quotes/latest')
      return { body: { status, data: { active_cryptocurrencies: count, quote: { USD: { total_market_cap: 3e12 } } } } };
    if (path === '') return { body: { result: { difficulty, blocks: height } } };
    if (path.startsWith('/v1/mining/hashrate')) return { body: { currentDifficulty: 1e14, currentHashrate: 7e20 } };
    if (path === '/v1/difficulty-adjustment') return { body: { timeAvg } };
    if (path.startsWith('/v1/mining/reward-stats')) return { body: {} };
    return path.startsWith('/blocks') ? { body: '900000' } : { status: 404 };
  };
  const made = new MarketHarness(answers);
  return made;
}

describe('numbers that no market has', () => {
  it.each<Said>([
    { price: 1e308 },
    { price: 5e-324 },
    { bitcoin: 5e-324 },
    { bitcoin: 1e308, price: 1e-300 },
    { difficulty: 1e-320 },
    { difficulty: 1.7e308 },
    { height: Number.MAX_SAFE_INTEGER },
    { timeAvg: 1e305 },
    { timeAvg: 1e-300 },
    { volume: 1e308 },
    { count: 17_000.5 },
    { updatedAt: 1_790_000_000_000 },
    { updatedAt: 1e300 },
    { credits: 1.5 },
    { credits: 1e30 },
    { credits: -3 },
  ])('of a provider that says %p do not end the polling of any coin', async (said) => {
    const harness = aHarness(said);
    const service = harness.create({ coingecko, coinmarketcap, networks });
    await harness.begin(service);
    await harness.clock.advance(20 * minute);
    expect(harness.bugs).toEqual([]);
    expect(new Set(harness.data.map(({ coin }) => coin.id))).toEqual(new Set(['bitcoin', 'dogecoin']));
    await service.stop();
  });

  it('as a pin are refused', async () => {
    const harness = aHarness({});
    const service = harness.create({ coingecko, coinmarketcap, networks });
    await harness.begin(service);
    await harness.clock.advance(6 * minute);
    for (const usd of ['1e308', '5e-324', '-1', '1e400'])
      expect((await harness.command('coin:dogecoin', 'pin_price', { usd })).at(-1)).toMatchObject({ reason: 'wrong_argument' });
    await harness.clock.advance(6 * minute);
    expect(harness.bugs).toEqual([]);
    await service.stop();
  });
});
