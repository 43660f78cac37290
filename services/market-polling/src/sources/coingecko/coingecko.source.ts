import type { RequestGate, WebApi } from '@lodestream/polling';
import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import { coinGeckoError } from './read-error.js';
import { readMarkets, readSimplePrice } from './read-prices.js';

type Query = Readonly<Record<string, string | number | boolean>>;

const withinMs = 20_000;
/** What waits longer for its turn is overtaken by the next tick. */
const longestWaitMs = 240_000;
/** More ids make the address too long for some proxies. */
const mostIds = 250;

/** CoinGecko's API v3, one method an endpoint, one call each. Every method throws what `coinGeckoError` makes of a refusal. */
export class CoinGeckoSource {
  constructor(
    private readonly web: WebApi,
    private readonly gate: RequestGate,
  ) {}

  /** Prices, market caps, volumes and changes in one currency. */
  async markets(coins: readonly ListedCoin[], currency: string, signal?: AbortSignal): Promise<PriceAnswer> {
    const asked = coins.slice(0, mostIds);
    const query = {
      vs_currency: currency,
      ids: asked.map(({ id }) => id).join(','),
      order: 'id_asc',
      per_page: mostIds,
      page: 1,
      sparkline: false,
      price_change_percentage: '1h,7d,30d',
    };
    return readMarkets(await this.ask('price', '/coins/markets', query, signal), asked, currency);
  }

  /** Prices in several currencies, with what goes with them. */
  async simplePrice(coins: readonly ListedCoin[], currencies: readonly string[], signal?: AbortSignal): Promise<PriceAnswer> {
    const asked = coins.slice(0, mostIds);
    const query = {
      ids: asked.map(({ id }) => id).join(','),
      vs_currencies: currencies.join(','),
      include_market_cap: true,
      include_24hr_vol: true,
      include_24hr_change: true,
      include_last_updated_at: true,
      precision: 'full',
    };
    return readSimplePrice(await this.ask('price', '/simple/price', query, signal), asked, currencies);
  }

  private async ask(use: string, path: string, query: Query, signal?: AbortSignal): Promise<unknown> {
    const until = signal === undefined ? {} : { signal };
    await this.gate.pass({ use, credits: 1, withinMs: longestWaitMs, ...until });
    const reply = await this.web.ask({ path, query, withinMs, ...until });
    const error = coinGeckoError(reply);
    if (error === null) return reply.json;
    if (error.errorClass === 'rate_limit') this.gate.holdFor(error.retryAfterMs ?? 0);
    throw error;
  }
}
