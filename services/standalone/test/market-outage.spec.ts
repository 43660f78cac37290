import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { type SourceEvent, topics } from '@lodestream/records';
import { createMarketDoubles, type MarketDoubles, type MarketFaultKind } from '@lodestream/simulator';
import { simulatedMarket } from '../src/simulated-market.js';
import { messagesOf } from './books.js';
import { type MarketHost, openMarketHost } from './market-host.js';

const minute = 60_000;
const interval = 5 * minute;

interface Row {
  readonly coin: { readonly id: string };
  readonly price: { readonly usd: number | null; readonly stale: boolean; readonly state: string };
  readonly source: string;
  readonly age_s: number;
}

/** The providers' doubles over HTTP, and all of ours up to the page's REST, on one clock. */
describe('a market whose providers fall silent', () => {
  let clock: FakeClock;
  let doubles: MarketDoubles;
  let market: MarketHost;

  beforeEach(async () => {
    clock = new FakeClock(Date.UTC(2026, 10, 3));
    doubles = createMarketDoubles({ seed: 4, port: 0, clock, startMs: clock.now() });
    await doubles.start();
    const settings = { ...simulatedMarket(doubles.url()), reconciliation: { stale_after_minutes: 30 } };
    market = await openMarketHost(settings, clock);
    const starting = market.host.start();
    await pass(minute);
    await starting;
    await pass(2 * interval);
  }, 60_000);
  afterEach(async () => {
    const stopping = market.host.stop();
    await pass(minute);
    await stopping;
    await doubles.stop();
  }, 60_000);

  /** Lets time pass in small steps, in each of which requests over real sockets come to their end. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 5_000) {
      await clock.advance(5_000);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const rows = async (): Promise<Row[]> => ((await (await fetch(market.url)).json()) as { coins: Row[] }).coins;
  const states = async (): Promise<Set<string>> => new Set((await rows()).map(({ price }) => price.state));
  const sources = async (): Promise<Set<string>> => new Set((await rows()).map(({ source }) => source));
  const kill = (source: 'coingecko' | 'coinmarketcap', kind: MarketFaultKind): void => doubles.faults.add({ source, kind }, clock.now());
  const events = async (): Promise<SourceEvent[]> =>
    (await messagesOf(market.bus, 'mining.source.events')).map(({ value }) => topics.sourceEvents.codec.decode(value!));

  it.each(['down', 'server_error', 'html'] as const)(
    'has prices of CoinMarketCap within an interval once CoinGecko is %s, and says so',
    async (kind) => {
      expect([await sources(), await states()]).toEqual([new Set(['coingecko']), new Set(['fresh'])]);
      kill('coingecko', kind);
      for (let n = 0; n < 3; n += 1) {
        await pass(interval);
        const now = await rows();
        expect(now.map(({ source, price, age_s: age }) => [source, price.stale, price.usd !== null && price.usd > 0, age < 600])).toEqual(
          Array(now.length).fill(['coinmarketcap', false, true, true]),
        );
        expect(await states()).toEqual(new Set(['fallback']));
      }
      expect(await events()).toContainEqual(expect.objectContaining({ source_id: 'market:coingecko', type: 'disconnected' }));
    },
    60_000,
  );

  it.each([
    { kind: 'drift', says: /expected a number or null at \$.*(usd|current_price), got nothing/ },
    { kind: 'retyped', says: /expected a number or null at \$.*(usd|current_price), got an object of amount/ },
    { kind: 'wrapped', says: /expected .* at \$, got an object of payload/ },
    { kind: 'reshaped', says: /expected .* at \$, got (a list of 5|an object of row_0)/ },
    { kind: 'without_ids', says: /expected (an id|the id).*, got an object of/ },
  ] as const)(
    'takes no price of CoinGecko once its answers are $kind: it says where, and goes on with CoinMarketCap',
    async ({ kind, says }) => {
      kill('coingecko', kind);
      const { coins } = doubles.truth(clock.now()) as { coins: readonly { coin: string; usd: number }[] };
      const truth = new Map(coins.map(({ coin, usd }) => [coin, usd]));
      await pass(3 * interval);
      for (const { coin, source, price } of await rows())
        expect([coin.id, source, Math.abs(price.usd! / truth.get(coin.id)! - 1) < 0.1]).toEqual([coin.id, 'coinmarketcap', true]);
      const changes = (await events()).filter(({ type }) => type === 'format_changed');
      expect(changes.map(({ detail }) => detail)).toContainEqual(expect.stringMatching(says));
      expect(new Set(changes.map(({ source_id: id, severity }) => `${id} ${severity}`))).toEqual(new Set(['market:coingecko warning']));
    },
    60_000,
  );

  it('shows the last prices with their age where both are down, then as stale and never as 0, and comes back', async () => {
    kill('coingecko', 'down');
    kill('coinmarketcap', 'down');
    await pass(interval);
    const before = await rows();
    await pass(2 * interval);
    const cached = await rows();
    expect(cached.map(({ price }) => price.usd)).toEqual(before.map(({ price }) => price.usd));
    expect(cached.every(({ price, age_s: age }) => price.usd! > 0 && !price.stale && age > 600)).toBe(true);
    expect(await states()).toEqual(new Set(['cached']));
    await pass(6 * interval);
    expect(await states()).toEqual(new Set(['stale']));
    expect((await rows()).map(({ price }) => [price.stale, price.usd])).toEqual(before.map(({ price }) => [true, price.usd]));
    doubles.faults.clear();
    await pass(3 * interval);
    expect((await rows()).every(({ source, price }) => source === 'coingecko' && price.state === 'fresh')).toBe(true);
    expect(await events()).toContainEqual(expect.objectContaining({ source_id: 'market:coingecko', type: 'connected' }));
  }, 60_000);
});
