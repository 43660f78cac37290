import { describe, expect, it } from '@jest/globals';
import { algorithmBlockSeconds, coinFrom, priceProviders } from './coin.js';
import { coinOfPool, coinOfProvider, coins, findCoin } from './coin-table.js';
import { poolNames } from './pool-names.js';

const countOf = (values: readonly (string | number)[]): number => new Set(values).size;

describe('the table of coins', () => {
  it('names each coin once, here and at each provider', () => {
    expect(countOf(coins.map(({ id }) => id))).toBe(coins.length);
    for (const provider of priceProviders) {
      const ids = coins.flatMap((coin) => coin.ids[provider]?.id ?? []);
      expect(ids.length).toBeGreaterThan(20);
      expect(countOf(ids)).toBe(ids.length);
    }
  });

  it('takes Pepecoin for the chain that is mined, not for the assets with like names', () => {
    expect(coinOfProvider('coingecko', 'pepecoin-network')).toMatchObject({
      id: 'pepecoin-network',
      symbol: 'PEP',
      algorithms: ['scrypt'],
    });
    expect(coinOfProvider('coingecko', 'pepecoin')).toBeUndefined();
    expect(coinOfProvider('coingecko', 'pepe')).toBeUndefined();
  });

  it('keeps old ids of the providers apart from ours', () => {
    expect(coinOfProvider('coingecko', 'bitcoin-cash-sv')?.id).toBe('bitcoin-sv');
    expect(coinOfProvider('coingecko', 'nervos-network')?.id).toBe('nervos');
    expect(findCoin('bitcoin-cash-sv')).toBeUndefined();
    expect(coinOfProvider('coinmarketcap', 74)?.id).toBe('dogecoin');
    expect(coinOfProvider('coinmarketcap', 7)).toBeUndefined();
  });

  it.each(['BTC', 'PEP', 'btc', 'constructor', ''])('finds nothing by %p, which is a ticker or nothing', (word) => {
    expect(findCoin(word)).toBeUndefined();
    expect(coinOfProvider('coingecko', word)).toBeUndefined();
  });

  it('says which ids nobody verified', () => {
    expect(findCoin('bitcoin')!.ids).toEqual({
      coingecko: { id: 'bitcoin', slug: null, verified: true },
      coinmarketcap: { id: '1', slug: 'bitcoin', verified: true },
    });
    expect(findCoin('bellscoin')!.ids).toEqual({ coingecko: { id: 'bellscoin', slug: null, verified: false } });
    expect(findCoin('bitcoin-sv')!.ids.coinmarketcap).toEqual({ id: '3602', slug: 'bitcoin-sv', verified: false });
    expect(findCoin('pepecoin-network')!.ids.coinmarketcap).toEqual({ id: null, slug: 'pepecoin-org', verified: false });
  });

  it('takes a new coin as one line', () => {
    expect(coinFrom(['newcoin', 'NEW', 'Newcoin', 'scrypt', 60, 1, 'newcoin-2?', '?/new-coin'])).toEqual({
      id: 'newcoin',
      symbol: 'NEW',
      name: 'Newcoin',
      algorithms: ['scrypt'],
      blockSeconds: 60,
      retargetBlocks: 1,
      ids: {
        coingecko: { id: 'newcoin-2', slug: null, verified: false },
        coinmarketcap: { id: null, slug: 'new-coin', verified: false },
      },
    });
  });
});

describe('algorithmBlockSeconds', () => {
  it.each([
    ['bitcoin', 600],
    ['digibyte', 75],
    ['ethereum', null],
  ] as const)('of %s is %p', (id, expected) => {
    expect(algorithmBlockSeconds(findCoin(id)!)).toBe(expected);
  });
});

describe('coinOfPool', () => {
  it.each([
    ['prohashing', 'Pepecoin', 'pepecoin-network'],
    ['f2pool', 'bells-mm', 'bellscoin'],
    ['f2pool', 'nmccoin', 'namecoin'],
    ['minerstat', 'PEP', 'pepecoin-network'],
  ])('takes %s’s %s for %s', (pool, word, expected) => {
    expect(coinOfPool(pool, word)?.id).toBe(expected);
  });

  it.each([
    ['f2pool', 'PEP'],
    ['prohashing', 'bells-mm'],
    ['nobody', 'bitcoin'],
    ['f2pool', 'constructor'],
    ['toString', 'bitcoin'],
  ])('knows nothing of %s’s %s', (pool, word) => {
    expect(coinOfPool(pool, word)).toBeUndefined();
  });

  it('has a coin of the table behind each word', () => {
    expect(poolNames.filter(([, word, id]) => findCoin(id) === undefined || word !== word.toLowerCase())).toEqual([]);
  });
});
