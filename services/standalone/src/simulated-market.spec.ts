import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { marketPolling } from '@lodestream/market-polling';
import { validateSection } from '@lodestream/service-kit';
import { createMarketDoubles, type MarketDoubles } from '@lodestream/simulator';
import { simulatedMarket } from './simulated-market.js';

const now = Date.UTC(2026, 5, 1, 12);
let doubles: MarketDoubles;

beforeAll(async () => {
  doubles = createMarketDoubles({ seed: 1, port: 0, clock: new FakeClock(now), startMs: now });
  await doubles.start();
});
afterAll(() => doubles.stop());

/** Every address in a section, those that are defaults included. */
const addressesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^https?:/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(addressesIn) : [];
};

const section = (): any => simulatedMarket(doubles.url());
const ask = (url: string, headers: Record<string, string>): Promise<any> => fetch(url, { headers }).then((answer) => answer.json());

describe('the market of the simulated farm', () => {
  it('is a section that market-polling takes', () => {
    expect(validateSection(marketPolling.config, { market_data: section() }).findings).toEqual([]);
  });

  it('names no address but the doubles’', () => {
    const { market_data } = validateSection(marketPolling.config, { market_data: section() }).instance;
    const addresses = addressesIn(market_data);
    expect(addresses).toHaveLength(8);
    expect(addresses.filter((address) => !address.startsWith(`${doubles.url()}/`))).toEqual([]);
  });

  it('asks the doubles for the chain of every coin', async () => {
    const { networks } = section();
    expect((await fetch(`${networks.mempool_url}/blocks/tip/height`)).status).toBe(200);
    expect((await fetch(`${networks.litecoinspace_url}/blocks/tip/height`)).status).toBe(200);
    expect(await ask(`${networks.minerstat_url}/coins?list=BTC`, {})).toHaveLength(1);
    for (const { url, username, password } of networks.nodes) {
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      const body = JSON.stringify({ id: 1, method: 'getmininginfo', params: [] });
      const answer: any = await (await fetch(url, { method: 'POST', headers: { authorization }, body })).json();
      expect(answer.result).toMatchObject({ blocks: expect.any(Number), networkhashps: expect.any(Number) });
    }
  });

  it('asks the doubles for every coin by keys that they know', async () => {
    const { coingecko, coinmarketcap } = section();
    const header = { 'x-cg-demo-api-key': coingecko.api_key };
    const prices = await ask(`${coingecko.base_url}/simple/price?ids=${coingecko.coins.join(',')}&vs_currencies=usd`, header);
    const quotes = `${coinmarketcap.base_url}/v3/cryptocurrency/quotes/latest?slug=bitcoin,litecoin,dogecoin,bellscoin,pepecoin-org`;
    const { data } = await ask(quotes, { 'X-CMC_PRO_API_KEY': coinmarketcap.api_key });
    expect(Object.keys(prices).sort()).toEqual([...coingecko.coins].sort());
    expect(data.map((row: any) => row.symbol)).toEqual(['BTC', 'LTC', 'DOGE', 'BELLS', 'PEP']);
  });
});
