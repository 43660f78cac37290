import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import type { DailyClose } from '../../history/close-book.js';
import type { Gap, PricePoint } from '../../series/price-series.js';
import type { GlobalFigures } from '../../whole-market/global-round.js';
import type { Account } from '../account-watch.js';
import type { Manner, PacedApi, Use } from '../paced-api.js';
import { readCloses, readRange } from './read-chart.js';
import { readGlobal } from './read-global.js';
import { readKey } from './read-key.js';
import { type ListRow, readList } from './read-list.js';
import { periods, readMarkets, readSimplePrice } from './read-prices.js';

type Query = Readonly<Record<string, string | number | boolean>>;

/** More ids make the address too long for some proxies. */
const mostIds = 250;

/** CoinGecko's API v3, one method an endpoint, one call each. Every method throws what became of a refusal. */
export class CoinGeckoSource {
  constructor(private readonly api: PacedApi) {}

  /** Prices, market caps, volumes and changes in one currency. */
  async markets(coins: readonly ListedCoin[], currency: string, manner: Manner = {}, use: Use = 'price'): Promise<PriceAnswer> {
    const asked = coins.slice(0, mostIds);
    const query = {
      vs_currency: currency,
      ids: asked.map(({ id }) => id).join(','),
      order: 'id_asc',
      per_page: mostIds,
      page: 1,
      sparkline: false,
      price_change_percentage: periods.join(','),
    };
    return await this.ask(use, '/coins/markets', query, (json) => readMarkets(json, asked, currency), manner);
  }

  /** Prices in several currencies, with what goes with them. */
  async simplePrice(coins: readonly ListedCoin[], currencies: readonly string[], manner: Manner = {}): Promise<PriceAnswer> {
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
    return await this.ask('price', '/simple/price', query, (json) => readSimplePrice(json, asked, currencies), manner);
  }

  /** Closes of up to so many days; with more than 90 they come one a day. */
  async closes(listed: ListedCoin, days: number, manner: Manner = {}): Promise<readonly DailyClose[]> {
    return await this.ask('history', `/coins/${listed.id}/market_chart`, { vs_currency: 'usd', days }, readCloses, manner);
  }

  /** Prices in USD between two times, for a gap of ours. */
  async between(listed: ListedCoin, { fromMs, toMs }: Gap, manner: Manner = {}): Promise<readonly PricePoint[]> {
    const query = { vs_currency: 'usd', from: Math.floor(fromMs / 1_000), to: Math.ceil(toMs / 1_000) };
    return await this.ask('back_fill', `/coins/${listed.id}/market_chart/range`, query, readRange, manner);
  }

  /** Every asset the provider lists, some 17,000. */
  async list(manner: Manner = {}): Promise<readonly ListRow[]> {
    return await this.ask('price', '/coins/list', {}, readList, manner);
  }

  /** The market as a whole. */
  async global(manner: Manner = {}): Promise<GlobalFigures> {
    return await this.ask('global', '/global', {}, readGlobal, manner);
  }

  /** What the provider says of the account; it has it for paid plans alone. */
  async account(manner: Manner = {}): Promise<Account> {
    return await this.ask('price', '/key', {}, readKey, manner);
  }

  private async ask<T>(use: Use, path: string, query: Query, read: (json: unknown) => T, manner: Manner): Promise<T> {
    return await this.api.ask({ use, credits: 1, path, query, ...manner }, ({ json }) => read(json));
  }
}
