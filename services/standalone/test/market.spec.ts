import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { createMarketDoubles, type MarketDoubles } from '@lodestream/simulator';
import { eventually } from '@lodestream/test-stack';
import { simulatedMarket } from '../src/simulated-market.js';
import { type MarketHost, openMarketHost } from './market-host.js';

interface Row {
  readonly coin: { readonly id: string; readonly symbol: string };
  readonly price: { readonly usd: number | null; readonly btc: number | null; readonly stale: boolean };
  readonly source: string;
  readonly age_s: number;
  readonly mining_metrics: { readonly network_difficulty: number | null; readonly expected_usd_per_unit_day: number | null };
}

interface Group {
  readonly id: string;
  readonly chains: number;
  readonly known: number;
  readonly expected_usd_per_unit_day: number | null;
}

let doubles: MarketDoubles;
let market: MarketHost;

beforeAll(async () => {
  doubles = createMarketDoubles({ seed: 1, port: 0, clock: systemClock, startMs: Date.now() });
  await doubles.start();
  market = await openMarketHost(simulatedMarket(doubles.url()), systemClock);
  await market.host.start();
}, 60_000);

afterAll(async () => {
  await market.host.stop();
  await doubles.stop();
});

describe('the market, from the providers to the page', () => {
  it('shows BTC, LTC, DOGE, BELLS and PEP at their true prices', async () => {
    const rows = await eventually(
      async () => {
        const { coins } = (await (await fetch(market.url)).json()) as { coins: Row[] };
        expect(coins.map(({ coin }) => coin.symbol).toSorted()).toEqual(['BELLS', 'BTC', 'DOGE', 'LTC', 'PEP']);
        expect(coins.every(({ price }) => price.usd !== null)).toBe(true);
        return coins;
      },
      { timeoutMs: 45_000 },
    );
    const { coins } = doubles.truth(Date.now()) as { coins: readonly { coin: string; usd: number }[] };
    const truth = new Map(coins.map(({ coin, usd }) => [coin, usd]));
    for (const { coin, price } of rows) expect([coin.id, Math.abs(price.usd! / truth.get(coin.id)! - 1) < 0.1]).toEqual([coin.id, true]);
  }, 60_000);

  it('tells what one unit earns on each merge-mined group, as the sum over its chains', async () => {
    await eventually(
      async () => {
        const { coins, groups } = (await (await fetch(market.url)).json()) as { coins: Row[]; groups: Group[] };
        expect(groups.map(({ id, chains, known }) => [id, chains, known])).toEqual([
          ['scrypt-merged', 4, 4],
          ['sha256-merged', 1, 1],
        ]);
        const scrypt = coins.filter(({ coin }) => coin.id !== 'bitcoin').map((row) => row.mining_metrics.expected_usd_per_unit_day!);
        expect(groups[0]!.expected_usd_per_unit_day! / scrypt.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(1, 9);
      },
      { timeoutMs: 45_000 },
    );
  }, 60_000);

  it('is kept in the store', async () => {
    await eventually(async () => {
      const latest = await market.store.latest({ measurement: 'market_data', by: 'coin_id', fields: ['price_usd'], sinceMs: 0 });
      expect(latest.map(({ key }) => key).toSorted()).toEqual(['bellscoin', 'bitcoin', 'dogecoin', 'litecoin', 'pepecoin-network']);
    });
  });
});
