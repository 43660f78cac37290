import { describe, expect, it } from '@jest/globals';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const settings = {
  coingecko: { coins: ['bitcoin', 'bellscoin'], tier: 'demo' },
  coinmarketcap: { api_key: 'a-key' },
  networks: { explorers: false, minerstat: false },
};

/** CoinGecko is silent; CoinMarketCap lists Bellscoin under a number of its own. */
const answers =
  (harness: () => MarketHarness): Answers =>
  (host, path, query) => {
    if (!host.includes('coinmarketcap')) return { status: 503 };
    const status = { error_code: '0', error_message: '', credit_count: 1 };
    if (path === '/v1/cryptocurrency/map')
      return {
        body: { status, data: [{ id: 31_234, name: 'Bellscoin', symbol: 'BELLS', slug: 'bellscoin', is_active: 1, platform: null }] },
      };
    const last_updated = new Date(harness().clock.now()).toISOString();
    const rows = String(query['id'])
      .split(',')
      .map((id) => ({ id: Number(id), quote: [{ symbol: 'USD', price: id === '1' ? 100_000 : 0.3, last_updated }] }));
    return { body: { status, data: rows } };
  };

describe('ids of coins that were looked up', () => {
  it('survive a restart: they are looked up once, and told of once', async () => {
    const harness: MarketHarness = new MarketHarness(answers(() => harness));
    for (let life = 0; life < 3; life += 1) {
      const service = harness.create(settings);
      await harness.begin(service);
      await harness.clock.advance(5 * minute);
      await service.stop();
      expect(harness.data.filter(({ coin }) => coin.id === 'bellscoin').at(-1)).toMatchObject({
        source: 'coinmarketcap',
        price: { usd: 0.3 },
      });
    }
    expect(harness.calls.filter(({ path }) => path === '/v1/cryptocurrency/map')).toHaveLength(1);
    const told = harness.events.filter(({ subject, type }) => subject === 'bellscoin' && type === 'other');
    expect(told.map(({ source_id: id, detail }) => [id, detail])).toEqual([['market:coinmarketcap', expect.stringContaining('31234')]]);
    expect(harness.bugs).toEqual([]);
  });
});
