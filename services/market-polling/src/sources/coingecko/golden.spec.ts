import { describe, expect, it } from '@jest/globals';
import { coinOfProvider } from '@lodestream/mining';
import { expectedOf, goldenCases, outcomeOf, repliesAs } from '../../../test/golden-cases.js';
import { readCloses, readRange } from './read-chart.js';
import { coinGeckoError } from './read-error.js';
import { readGlobal } from './read-global.js';
import { readKey } from './read-key.js';
import { idInList, readList } from './read-list.js';
import { readMarkets, readSimplePrice } from './read-prices.js';

describe('what CoinGecko answers', () => {
  it.each(goldenCases(import.meta.url))('$name: $why', (golden) => {
    const listed = (golden.coins ?? []).map((id) => ({ id, coin: coinOfProvider('coingecko', id)! }));
    const readers: Record<string, () => unknown> = {
      markets: () => readMarkets(golden.body, listed, 'usd'),
      simple: () => readSimplePrice(golden.body, listed, ['usd', 'btc']),
      chart: () => readCloses(golden.body),
      range: () => readRange(golden.body),
      list: () => idInList(readList(golden.body), { coin: coinOfProvider('coingecko', golden.coin!)!, id: golden.coin!, certain: false }),
      key: () => readKey(golden.body),
      global: () => readGlobal(golden.body),
      error: () => coinGeckoError(repliesAs(golden)),
    };
    expect(outcomeOf(readers[golden.read]!)).toEqual(expectedOf(golden));
  });
});
