import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import type { MarketData } from '@lodestream/records';
import { FakeLeases, LeaseTable } from '@lodestream/streaming';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const settings = {
  coingecko: { coins: ['bitcoin', 'litecoin'], tier: 'demo', vs_currencies: ['usd', 'btc', 'eur'] },
  coinmarketcap: { api_key: 'a-key', tier: 'free' },
  networks: { explorers: false, minerstat: false },
};
const usd = { bitcoin: 100_000, litecoin: 100 } as const;
const ids = { 1: 'bitcoin', 2: 'litecoin' } as const;

/** Two providers that can be switched off, and a bus that outlives whoever writes to it. */
function aHarness() {
  const up = { coingecko: true, coinmarketcap: true };
  const answers: Answers = (host, path) => {
    if (!(host.includes('coingecko') ? up.coingecko : up.coinmarketcap)) throw new TransientError('gone', 'connectivity');
    const at = new Date(made.clock.now() - 1_000);
    const row = (id: keyof typeof usd) => ({ id, current_price: usd[id], market_cap: 7, last_updated: at.toISOString() });
    const said = (id: keyof typeof usd) => ({ usd: usd[id], eur: usd[id] * 0.9, last_updated_at: at.getTime() / 1_000 });
    if (path === '/coins/markets') return { body: [row('bitcoin'), row('litecoin')] };
    if (path === '/simple/price') return { body: { bitcoin: said('bitcoin'), litecoin: said('litecoin') } };
    if (!path.includes('/cryptocurrency/quotes')) return { status: 503 };
    const quote = (price: number) => [{ symbol: 'USD', price, last_updated: at.toISOString() }];
    const data = Object.entries(ids).map(([id, name]) => ({ id: Number(id), quote: quote(usd[name] * 1.01) }));
    return { body: { status: { error_code: 0, error_message: null, credit_count: 1 }, data } };
  };
  const made: MarketHarness = new MarketHarness(answers);
  const of = (coin: string): MarketData[] => made.data.filter((record) => record.coin.id === coin);
  const darken = (): void => void (up.coingecko = up.coinmarketcap = false);
  return Object.assign(made, { up, of, darken });
}

async function startedAfter(harness: ReturnType<typeof aHarness>, inTheLightMs: number) {
  const service = harness.create(settings);
  await harness.begin(service);
  await harness.clock.advance(inTheLightMs);
  harness.darken();
  await service.stop();
  const last = harness.of('litecoin').at(-1)!;
  const again = harness.create(settings);
  await harness.begin(again);
  return { again, last, since: harness.data.length };
}

describe('a process that starts while every provider is down', () => {
  it('goes on with the prices of before and their true age, then calls them stale, and none is ever 0 or younger', async () => {
    const harness = aHarness();
    const { again, last, since } = await startedAfter(harness, 21 * minute);
    await harness.clock.advance(100 * minute);
    await again.stop();
    const after = harness.data.slice(since).filter(({ coin }) => coin.id === 'litecoin');
    expect(after.length).toBeGreaterThan(20);
    expect(new Set(after.map(({ price }) => price.usd))).toEqual(new Set([100]));
    expect(new Set(after.map(({ price }) => price.last_updated))).toEqual(new Set([last.price.last_updated]));
    const ages = after.map(({ price, observed_at: at }) => [price.age_ms, at - last.price.last_updated!]);
    for (const [told, real] of ages) expect(told).toBe(real);
    expect(after.map(({ price }) => price.stale)).toEqual(ages.map(([, real]) => real! > 60 * minute));
    expect(after.map(({ price }) => price.state)).toEqual(after.map(({ price }) => (price.stale ? 'stale' : 'cached')));
    expect([last.price.state, after.at(-1)!.price.state]).toEqual(['fresh', 'stale']);
    expect(after[0]).toMatchObject({ source: 'coingecko', price: { btc: 0.001 }, market_cap: { usd: last.market_cap.usd } });
    expect(after[0]!.candidates.map(({ source }) => source)).toEqual(['coingecko', 'coinmarketcap']);
    expect(harness.bugs).toEqual([]);
  });

  it('keeps them over several starts, each in the dark, as old as they are', async () => {
    const harness = aHarness();
    const { again, last } = await startedAfter(harness, 6 * minute);
    await again.stop();
    for (let start = 0; start < 3; start += 1) {
      const service = harness.create(settings);
      await harness.begin(service);
      await harness.clock.advance(30 * minute);
      await service.stop();
    }
    expect(harness.of('litecoin').at(-1)).toMatchObject({ price: { usd: 100, last_updated: last.price.last_updated, stale: true } });
  });

  it('does not take a pinned price for one that a source said', async () => {
    const harness = aHarness();
    const service = harness.create(settings);
    await harness.begin(service);
    await harness.clock.advance(minute);
    await harness.command('coin:litecoin', 'pin_price', { usd: '250', minutes: '10' });
    await harness.clock.advance(minute);
    expect(harness.of('litecoin').at(-1)).toMatchObject({ source: 'pinned', price: { usd: 250 } });
    harness.darken();
    await service.stop();
    const again = harness.create(settings);
    await harness.begin(again);
    await harness.clock.advance(15 * minute);
    await again.stop();
    expect(harness.of('litecoin').at(-1)).toMatchObject({ source: 'coingecko', price: { usd: 100, stale: false } });
  });

  it('reads them as soon as the bus is there', async () => {
    const harness = aHarness();
    const service = harness.create(settings);
    await harness.begin(service);
    await harness.clock.advance(minute);
    harness.darken();
    await service.stop();
    harness.bus.failure = new TransientError('away', 'connectivity');
    const again = harness.create(settings);
    await harness.begin(again);
    await harness.clock.advance(6 * minute);
    harness.bus.failure = null;
    await harness.clock.advance(6 * minute);
    await again.stop();
    expect(harness.of('litecoin').at(-1)).toMatchObject({ source: 'coingecko', price: { usd: 100 } });
  });
});

describe('a replica that takes over while every provider is down', () => {
  it('goes on with what the other one read last', async () => {
    const harness = aHarness();
    const table = new LeaseTable();
    const [first, second] = [1, 2].map(() => harness.create(settings, { leases: new FakeLeases(table, harness.clock) }));
    await harness.begin(first!);
    await harness.begin(second!);
    await harness.clock.advance(30 * minute);
    harness.darken();
    await first!.stop();
    const last = harness.of('bitcoin').at(-1)!;
    await harness.clock.advance(10 * minute);
    await second!.stop();
    const record = harness.of('bitcoin').at(-1)!;
    expect(record.timestamp).toBeGreaterThan(last.timestamp);
    expect(record.price).toMatchObject({ usd: 100_000, last_updated: last.price.last_updated });
  });
});
