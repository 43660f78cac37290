import type { Coin } from '@lodestream/mining';
import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import { numberOf, objectOf } from '../../quotes/read-json.js';
import type { GlobalFigures } from '../../whole-market/global-figures.js';
import type { PacedApi, Use } from '../paced-api.js';
import { readGlobalMetrics } from './read-global.js';
import { idInMap } from './read-map.js';
import { readQuotes } from './read-quotes.js';

type Query = Readonly<Record<string, string | number | boolean>>;

/** Coins that one credit buys. */
const coinsPerCredit = 100;

/** CoinMarketCap's API, one method an endpoint, one call each. */
export class CoinMarketCapSource {
  constructor(private readonly api: PacedApi) {}

  /** Prices, market caps, volumes and changes in one currency; more than one is refused on the free plan. */
  async quotes(coins: readonly ListedCoin[], currency: string, signal?: AbortSignal, use: Use = 'price'): Promise<PriceAnswer> {
    const query = { id: coins.map(({ id }) => id).join(','), convert: currency.toUpperCase(), skip_invalid: true };
    const json = await this.ask(use, '/v3/cryptocurrency/quotes/latest', query, Math.ceil(coins.length / coinsPerCredit), signal);
    return readQuotes(json, coins, currency);
  }

  /** The provider's ids of coins, by ours; a coin that can not be told apart from others is left out. */
  async resolve(coins: readonly Coin[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const query = { symbol: coins.map(({ symbol }) => symbol).join(',') };
    const json = await this.ask('price', '/v1/cryptocurrency/map', query, 1, signal);
    return new Map(
      coins.flatMap((coin) => {
        const id = idInMap(json, coin);
        return id === null ? [] : [[coin.id, id] as const];
      }),
    );
  }

  /** The market as a whole. */
  async global(signal?: AbortSignal): Promise<GlobalFigures> {
    return readGlobalMetrics(await this.ask('global', '/v1/global-metrics/quotes/latest', { convert: 'USD' }, 1, signal));
  }

  /** Credits used in the present month by the provider's own count; null where it does not say. */
  async creditsUsed(signal?: AbortSignal): Promise<number | null> {
    const data = objectOf(objectOf(await this.ask('price', '/v1/key/info', {}, 0, signal))?.['data']);
    return numberOf(objectOf(objectOf(data?.['usage'])?.['current_month'])?.['credits_used']);
  }

  private async ask(use: Use, path: string, query: Query, credits: number, signal?: AbortSignal): Promise<unknown> {
    const reply = await this.api.ask({ use, credits, path, query, ...(signal === undefined ? {} : { signal }) });
    return reply.json;
  }
}
