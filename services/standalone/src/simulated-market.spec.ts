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

const section = (): any => simulatedMarket(doubles.url());
const ask = (url: string, headers: Record<string, string>): Promise<any> => fetch(url, { headers }).then((answer) => answer.json());

describe('the market of the simulated farm', () => {
  it('is a section that market-polling takes', () => {
    expect(validateSection(marketPolling.config, { market_data: section() }).findings).toEqual([]);
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
