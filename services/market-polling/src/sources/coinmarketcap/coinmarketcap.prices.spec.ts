import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import type { CoinIds } from '../coin-ids.js';
import type { PacedApi, PacedRequest } from '../paced-api.js';
import { CoinMarketCapPrices } from './coinmarketcap.prices.js';
import { CoinMarketCapSource } from './coinmarketcap.source.js';

const signal = new AbortController().signal;
const bitcoin = findCoin('bitcoin')!;

/** Prices of so many coins, bitcoin first, with the requests that they made. */
function open(coins: number) {
  const requests: PacedRequest[] = [];
  const api = { ask: (request: PacedRequest) => (requests.push(request), Promise.resolve(null)) } as unknown as PacedApi;
  const listed = Array.from({ length: coins }, (_, index) => ({ coin: bitcoin, id: `${index + 1}` }));
  const ids = { settle: () => Promise.resolve(), listed } as unknown as CoinIds;
  const cadence = { intervalSeconds: 900, cron: null };
  return { requests, prices: new CoinMarketCapPrices({ api: new CoinMarketCapSource(api), ids, cadence }) };
}

describe('what prices of CoinMarketCap are taken from', () => {
  it("is the schedule's credits at its own times alone, and what those leave over otherwise", async () => {
    const { requests, prices } = open(1);
    await prices.prices(0, signal);
    await prices.standIn(0, signal);
    await prices.pricesNow(signal);
    expect(requests.map(({ use }) => use)).toEqual(['price', 'stand_in', 'stand_in']);
  });

  it.each([
    { coins: 100, credits: 1 },
    { coins: 101, credits: 2 },
  ])('is $credits of them for $coins coins', async ({ coins, credits }) => {
    const { requests, prices } = open(coins);
    await prices.prices(0, signal);
    expect(requests.map((request) => request.credits)).toEqual([credits]);
  });
});
