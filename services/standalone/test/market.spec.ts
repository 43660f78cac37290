import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { createMarketDoubles, type MarketDoubles } from '@lodestream/simulator';
import { eventually } from '@lodestream/test-stack';
import { simulatedMarket } from '../src/simulated-market.js';
import { type MarketHost, openMarketHost } from './market-host.js';

interface Row {
  readonly timestamp: number;
  readonly coin: { readonly id: string; readonly symbol: string };
  readonly price: { readonly usd: number | null; readonly btc: number | null; readonly stale: boolean };
  readonly source: string;
  readonly age_s: number;
  readonly mining_metrics: {
    readonly height: number | null;
    readonly network_difficulty: number | null;
    readonly expected_usd_per_unit_day: number | null;
  };
}

interface Algorithm {
  readonly mining_algorithm: string;
  readonly network_difficulty: number | null;
  readonly expected_usd_per_unit_day: number | null;
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
  const simulated = simulatedMarket(doubles.url()) as { coingecko: { coins: string[] }; networks: { nodes: object[] } };
  const node = { coin: 'digibyte', url: `${doubles.url()}/node/digibyte`, username: 'lodestream', password: 'simulated' };
  const networks = { ...simulated.networks, nodes: [...simulated.networks.nodes, node] };
  const coingecko = { ...simulated.coingecko, coins: [...simulated.coingecko.coins, 'digibyte'] };
  market = await openMarketHost({ ...simulated, coingecko, networks }, systemClock);
  await market.host.start();
}, 60_000);

afterAll(async () => {
  await market.host.stop();
  await doubles.stop();
});

describe('the market, from the providers to the page', () => {
  it('shows BTC, LTC, DOGE, BELLS and PEP at their true prices, and a coin that is named besides', async () => {
    const rows = await eventually(
      async () => {
        const { coins } = (await (await fetch(market.url)).json()) as { coins: Row[] };
        expect(coins.map(({ coin }) => coin.symbol).toSorted()).toEqual(['BELLS', 'BTC', 'DGB', 'DOGE', 'LTC', 'PEP']);
        expect(coins.every(({ price }) => price.usd !== null)).toBe(true);
        return coins;
      },
      { timeoutMs: 45_000 },
    );
    const { coins } = doubles.truth(Date.now()) as { coins: readonly { coin: string; usd: number }[] };
    const truth = new Map(coins.map(({ coin, usd }) => [coin, usd]));
    for (const { coin, price } of rows) expect([coin.id, Math.abs(price.usd! / truth.get(coin.id)! - 1) < 0.1]).toEqual([coin.id, true]);
  }, 60_000);

  it('knows the height of every chain from the first record on, before any second price', async () => {
    const { coins } = (await (await fetch(market.url)).json()) as { coins: Row[] };
    expect(coins.map(({ coin, mining_metrics: { height } }) => [coin.id, height !== null])).toEqual(
      coins.map(({ coin }) => [coin.id, true]),
    );
    expect(new Set(coins.map(({ timestamp }) => timestamp)).size).toBe(1);
  });

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

  it('obeys an operator who pauses a source and pins a price, and shows it', async () => {
    const post = (path: string, body: object) =>
      fetch(`${market.url}/${path}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const shown = async () =>
      (await (await fetch(market.url)).json()) as { coins: (Row & { pin: unknown })[]; sources: { id: string; state: string }[] };
    const litecoin = async () => (await shown()).coins.find(({ coin }) => coin.id === 'litecoin')!;
    expect((await post('coins/litecoin', { action: 'pin_price', usd: 321, minutes: 5 })).status).toBe(202);
    await eventually(async () => expect(await litecoin()).toMatchObject({ source: 'pinned', price: { usd: 321 }, pin: { usd: 321 } }));
    await post('coins/litecoin', { action: 'unpin_price' });
    await eventually(async () => expect(await litecoin()).toMatchObject({ source: 'coingecko', pin: null }));
    await post('sources/market:coingecko', { action: 'pause_polling', minutes: 5 });
    const coingecko = async () => (await shown()).sources.find(({ id }) => id === 'market:coingecko');
    await eventually(async () => expect(await coingecko()).toMatchObject({ state: 'paused', paused_until: expect.any(Number) }), {
      timeoutMs: 20_000,
    });
    await post('sources/market:coingecko', { action: 'resume_polling' });
    await eventually(async () => expect(await coingecko()).toMatchObject({ state: 'up' }), { timeoutMs: 20_000 });
  }, 90_000);

  it('tells what mining a coin of several algorithms brings by each of them, on the page and in the store', async () => {
    const { coins } = (await (await fetch(market.url)).json()) as { coins: (Row & { mining_metrics: { algorithms: Algorithm[] } })[] };
    const { algorithms } = coins.find(({ coin }) => coin.id === 'digibyte')!.mining_metrics;
    const { chains } = doubles.truth(Date.now()) as { chains: { coin: string; algorithms: { algorithm: string; difficulty: number }[] }[] };
    const truth = chains.find(({ coin }) => coin === 'digibyte')!.algorithms;
    expect(algorithms.map(({ mining_algorithm: name }) => name)).toEqual(truth.map(({ algorithm }) => algorithm));
    for (const [at, { network_difficulty: told, expected_usd_per_unit_day: usd }] of algorithms.entries())
      expect([Math.abs(told! / truth[at]!.difficulty - 1) < 0.5, usd! > 0]).toEqual([true, true]);
    const fields = ['scrypt_network_difficulty', 'skein_expected_usd_per_unit_day'];
    await eventually(async () => {
      const latest = await market.store.latest({ measurement: 'market_data', by: 'coin_id', fields, sinceMs: 0 });
      const kept = latest.find(({ key }) => key === 'digibyte')?.fields;
      expect(kept).toMatchObject({
        [fields[0]!]: algorithms[1]!.network_difficulty,
        [fields[1]!]: algorithms[2]!.expected_usd_per_unit_day,
      });
    });
  });

  it('is kept in the store', async () => {
    await eventually(async () => {
      const latest = await market.store.latest({ measurement: 'market_data', by: 'coin_id', fields: ['price_usd'], sinceMs: 0 });
      expect(latest.map(({ key }) => key).toSorted()).toEqual([
        'bellscoin',
        'bitcoin',
        'digibyte',
        'dogecoin',
        'litecoin',
        'pepecoin-network',
      ]);
    });
  });
});
