import { describe, expect, it } from '@jest/globals';
import { findCoin } from '@lodestream/mining';
import { expectedOf, goldenCases, outcomeOf, repliesAs } from '../../../test/golden-cases.js';
import { coinMarketCapError } from './read-error.js';
import { readAccount } from './read-account.js';
import { readGlobalMetrics } from './read-global.js';
import { idInMap } from './read-map.js';
import { readQuotes } from './read-quotes.js';
import { readShares } from './read-shares.js';

const now = Date.UTC(2026, 10, 20, 10);

describe('what CoinMarketCap answers', () => {
  it.each(goldenCases(import.meta.url))('$name: $why', (golden) => {
    const listed = (golden.coins ?? []).map((id) => ({ id: findCoin(id)!.ids.coinmarketcap!.id!, coin: findCoin(id)! }));
    const readers: Record<string, () => unknown> = {
      quotes: () => readQuotes(golden.body, listed, 'usd'),
      global: () => readGlobalMetrics(golden.body),
      shares: () => readShares(golden.body, golden.total ?? null),
      account: () => readAccount(golden.body),
      map: () => idInMap(golden.body, findCoin(golden.coin!)!),
      error: () => coinMarketCapError(repliesAs(golden), now, { kind: 'calendar_month' }),
    };
    expect(outcomeOf(readers[golden.read]!)).toEqual(expectedOf(golden));
  });
});
