import type { Coin } from '@lodestream/mining';
import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import { numberOf, objectOf } from '../../quotes/read-json.js';
import type { GlobalFigures } from '../../whole-market/global-figures.js';
import type { PacedApi, PacedRequest, Use } from '../paced-api.js';
import { readGlobalMetrics } from './read-global.js';
import { idInMap } from './read-map.js';
import { readQuotes } from './read-quotes.js';

/** Coins that one credit buys. */
const coinsPerCredit = 100;

/** CoinMarketCap's API, one method an endpoint, one call each. */
export class CoinMarketCapSource {
  constructor(private readonly api: PacedApi) {}

  /** Prices, market caps, volumes and changes in one currency; more than one is refused on the free plan. */
  async quotes(coins: readonly ListedCoin[], currency: string, signal?: AbortSignal, use: Use = 'price'): Promise<PriceAnswer> {
    const query = { id: coins.map(({ id }) => id).join(','), convert: currency.toUpperCase(), skip_invalid: true };
    const credits = Math.ceil(coins.length / coinsPerCredit);
    const request = { use, path: '/v3/cryptocurrency/quotes/latest', query, credits };
    return await this.ask(request, (json) => readQuotes(json, coins, currency), signal);
  }

  /** The provider's ids of coins, by ours; a coin that can not be told apart from others is left out. */
  async resolve(coins: readonly Coin[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const query = { symbol: coins.map(({ symbol }) => symbol).join(',') };
    return await this.ask({ use: 'price', path: '/v1/cryptocurrency/map', query, credits: 1 }, (json) => idsIn(json, coins), signal);
  }

  /** The market as a whole. */
  async global(signal?: AbortSignal): Promise<GlobalFigures> {
    const request = { use: 'global', path: '/v1/global-metrics/quotes/latest', query: { convert: 'USD' }, credits: 1 } as const;
    return await this.ask(request, readGlobalMetrics, signal);
  }

  /** Credits used in the present month by the provider's own count; null where it does not say. */
  async creditsUsed(signal?: AbortSignal): Promise<number | null> {
    return await this.ask({ use: 'price', path: '/v1/key/info', query: {}, credits: 0 }, creditsUsedIn, signal);
  }

  private async ask<T>(request: Omit<PacedRequest, 'signal'>, read: (json: unknown) => T, signal?: AbortSignal): Promise<T> {
    return await this.api.ask({ ...request, ...(signal === undefined ? {} : { signal }) }, ({ json }) => read(json));
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

function creditsUsedIn(json: unknown): number | null {
  const data = objectOf(objectOf(json)?.['data']);
  return numberOf(objectOf(objectOf(data?.['usage'])?.['current_month'])?.['credits_used']);
}
