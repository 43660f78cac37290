import type { Coin } from '@lodestream/mining';
import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import type { GlobalFigures, Shares } from '../../whole-market/global-round.js';
import type { Account } from '../account-watch.js';
import type { Manner, PacedApi, PacedRequest, Use } from '../paced-api.js';
import { readAccount } from './read-account.js';
import { readGlobalMetrics } from './read-global.js';
import { idInMap } from './read-map.js';
import { readQuotes } from './read-quotes.js';
import { readShares } from './read-shares.js';
import { UnknownNames } from './unknown-names.js';

/** Coins that one credit buys. */
const coinsPerCredit = 100;
const coinsPerListing = 200;

/** CoinMarketCap's API, one method an endpoint, one call each. */
export class CoinMarketCapSource {
  constructor(private readonly api: PacedApi) {}

  /** Prices, market caps, volumes and changes in one currency; more than one is refused on the free plan. */
  async quotes(coins: readonly ListedCoin[], currency: string, manner: Manner = {}, use: Use = 'price'): Promise<PriceAnswer> {
    const query = { id: coins.map(({ id }) => id).join(','), convert: currency.toUpperCase(), skip_invalid: true };
    const credits = Math.ceil(coins.length / coinsPerCredit);
    const request = { use, path: '/v3/cryptocurrency/quotes/latest', query, credits };
    return await this.ask(request, (json) => readQuotes(json, coins, currency), manner);
  }

  /** The provider's ids of coins, by ours; a coin that can not be told apart from others is left out. */
  async resolve(coins: readonly Coin[], manner: Manner = {}): Promise<ReadonlyMap<string, string>> {
    try {
      return await this.map(coins, manner);
    } catch (error) {
      // One ticker that it does not list fails the whole call.
      if (!(error instanceof UnknownNames)) throw error;
      const others = coins.filter(({ symbol }) => !error.names.includes(symbol));
      return others.length === 0 || others.length === coins.length ? new Map() : await this.map(others, manner);
    }
  }

  /** The market as a whole. */
  async global(manner: Manner = {}): Promise<GlobalFigures> {
    const request = { use: 'global', path: '/v1/global-metrics/quotes/latest', query: { convert: 'USD' }, credits: 1 } as const;
    return await this.ask(request, readGlobalMetrics, manner);
  }

  /** Shares of the largest coins in a total market capitalisation: as many as one credit buys. */
  async shares(totalCapUsd: number | null, manner: Manner = {}): Promise<Shares> {
    const query = { start: 1, limit: coinsPerListing, sort: 'market_cap', convert: 'USD' };
    const request = { use: 'global', path: '/v3/cryptocurrency/listings/latest', query, credits: 1 } as const;
    return await this.ask(request, (json) => readShares(json, totalCapUsd), manner);
  }

  /** What the provider says of the account, its own count of the present month among it. */
  async account(manner: Manner = {}): Promise<Account> {
    return await this.ask({ use: 'price', path: '/v1/key/info', query: {}, credits: 0 }, readAccount, manner);
  }

  private async map(coins: readonly Coin[], manner: Manner): Promise<ReadonlyMap<string, string>> {
    const query = { symbol: coins.map(({ symbol }) => symbol).join(',') };
    return await this.ask({ use: 'price', path: '/v1/cryptocurrency/map', query, credits: 1 }, (json) => idsIn(json, coins), manner);
  }

  private async ask<T>(request: Omit<PacedRequest, keyof Manner>, read: (json: unknown) => T, manner: Manner): Promise<T> {
    return await this.api.ask({ ...request, ...manner }, ({ json }) => read(json));
  }
}

function idsIn(json: unknown, coins: readonly Coin[]): ReadonlyMap<string, string> {
  return new Map(
    coins.flatMap((coin) => {
      const id = idInMap(json, coin);
      return id === null ? [] : [[coin.id, id] as const];
    }),
  );
}
