import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const coingecko = { coins: ['bitcoin', 'pepecoin-network', 'nonesuch'], tier: 'demo' };

/** A provider that says the time as the price of bitcoin. */
const honest =
  (harness: () => MarketHarness): Answers =>
  (_host, path, query) => {
    const at = new Date(harness().clock.now() - 30_000);
    const ids = String(query['ids'])
      .split(',')
      .filter((id) => id !== 'nonesuch');
    const price = (id: string): number => (id === 'bitcoin' ? 100_000 : 2e-5);
    if (path === '/coins/markets')
      return {
        body: ids.map((id) => ({
          id,
          symbol: id.slice(0, 3),
          current_price: price(id),
          market_cap: null,
          total_volume: 5,
          last_updated: at.toISOString(),
        })),
      };
    if (path === '/simple/price')
      return {
        body: Object.fromEntries(
          ids.map((id) => [id, { usd: price(id), btc: price(id) / 100_000, last_updated_at: at.getTime() / 1_000 }]),
        ),
      };
    return { status: 404, body: { error: 'coin not found' } };
  };

function aHarness(answers?: Answers): MarketHarness {
  const made: MarketHarness = new MarketHarness(answers ?? honest(() => made));
  return made;
}

describe('prices of one source', () => {
  it('become one record of each coin and tick, of the coin and never of its ticker', async () => {
    const harness = aHarness();
    const service = harness.create({ coingecko });
    await harness.begin(service);
    await harness.clock.advance(minute);
    await service.stop();
    const [pepecoin, stranger, bitcoin] = harness.data;
    expect(bitcoin).toMatchObject({
      source: 'coingecko',
      coin: { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin' },
      price: { usd: 100_000, btc: 1, btc_derived: false, stale: false },
      market_cap: { usd: null },
      candidates: [{ source: 'coingecko', price: 100_000, verdict: 'accepted', deviation_percent: null }],
    });
    expect(pepecoin).toMatchObject({
      coin: { id: 'pepecoin-network', symbol: 'PEP' },
      price: { usd: 2e-5, btc: 2e-10, btc_derived: true },
    });
    const chainFlags = ['mining_metrics.network_difficulty', 'mining_metrics.block_reward'].map((path) => ({ path, reason: 'not_given' }));
    expect(pepecoin!.quality.flags).toEqual(expect.arrayContaining(chainFlags));
    expect(stranger!.quality.flags.some(({ path }) => path.startsWith('mining_metrics'))).toBe(false);
    expect(stranger).toMatchObject({ coin: { id: 'nonesuch' }, source: 'none', price: { usd: null, stale: true } });
    expect(harness.bugs).toEqual([]);
  });

  it('are in bitcoin too where bitcoin is not followed: it is asked along, and has no record', async () => {
    const harness = aHarness();
    const service = harness.create({ coingecko: { ...coingecko, coins: ['pepecoin-network'] } });
    await harness.begin(service);
    await harness.clock.advance(minute);
    await service.stop();
    expect(harness.data.map(({ coin, price }) => [coin.id, price.btc, price.btc_derived])).toEqual([['pepecoin-network', 2e-10, true]]);
  });

  it('are asked once a tick: of simple/price only where coins/markets is not due', async () => {
    const harness = aHarness();
    const service = harness.create({ coingecko });
    await harness.begin(service);
    await harness.clock.advance(24 * 60 * minute);
    await service.stop();
    const of = (path: string): number => harness.calls.filter((call) => call.path === path).length;
    expect([of('/coins/markets'), of('/simple/price')]).toEqual([97, 192]);
    expect(new Set(harness.data.map(({ timestamp }) => timestamp)).size).toBe(289);
  });

  it('go on with their age when it falls silent, then turn stale, and are never 0', async () => {
    let up = true;
    const harness = aHarness((...asked) => {
      if (!up) throw new TransientError('gone', 'connectivity');
      return honest(() => harness)(...asked);
    });
    const service = harness.create({ coingecko });
    await harness.begin(service);
    await harness.clock.advance(5 * minute);
    up = false;
    await harness.clock.advance(100 * minute);
    await service.stop();
    const prices = harness.data.filter(({ coin }) => coin.id === 'bitcoin').map(({ price }) => price);
    expect(prices.every(({ usd }) => usd === 100_000)).toBe(true);
    const ages = prices.map(({ age_ms: age }) => age ?? 0);
    expect(ages.at(-1)).toBeGreaterThan(90 * minute);
    expect(prices.map(({ stale }) => stale)).toEqual(ages.map((age) => age > 60 * minute));
    expect(harness.bugs).toEqual([]);
  });

  it('wait for the bus', async () => {
    const harness = aHarness();
    const service = harness.create({ coingecko });
    harness.bus.failure = new TransientError('away', 'connectivity');
    await harness.begin(service);
    await harness.clock.advance(20 * minute);
    expect(harness.data).toEqual([]);
    harness.bus.failure = null;
    await harness.clock.advance(minute);
    await service.stop();
    expect(new Set(harness.data.map(({ timestamp }) => timestamp)).size).toBeGreaterThanOrEqual(4);
  });
});

describeLifecycle('market-polling', () => aHarness().create({ coingecko }));
