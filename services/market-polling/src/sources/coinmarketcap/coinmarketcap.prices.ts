import { PermanentError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { PriceAnswer } from '../../quotes/price-quote.js';
import type { Cadence } from '../../plan/cadence.js';
import type { PriceProvider } from '../../rounds/price-provider.js';
import type { CoinIds } from '../coin-ids.js';
import type { Manner, Use } from '../paced-api.js';
import { withBitcoin } from '../with-bitcoin.js';
import type { CoinMarketCapSource } from './coinmarketcap.source.js';
import { UnknownNames } from './unknown-names.js';

/** What to ask for, and how often. */
export interface CoinMarketCapPricesOptions {
  readonly api: CoinMarketCapSource;
  readonly ids: CoinIds;
  readonly cadence: Cadence;
}

/** CoinMarketCap's prices, one call each of its own times. */
export class CoinMarketCapPrices implements PriceProvider {
  readonly source = 'coinmarketcap';
  readonly intervalMs: number;
  readonly cadences: readonly Cadence[];

  constructor(private readonly options: CoinMarketCapPricesOptions) {
    this.intervalMs = options.cadence.intervalSeconds * 1_000;
    this.cadences = [options.cadence];
  }

  get coins(): readonly Coin[] {
    return this.options.ids.coins;
  }

  async prices(_tick: number, signal: AbortSignal): Promise<PriceAnswer | null> {
    return await this.ask({ signal }, 'price');
  }

  async pricesNow(signal: AbortSignal): Promise<PriceAnswer | null> {
    return await this.ask({ signal, fresh: true }, 'stand_in');
  }

  async standIn(_tick: number, signal: AbortSignal): Promise<PriceAnswer | null> {
    if (this.options.ids.listed.length === 0) return null;
    try {
      return await this.quotes({ signal }, 'stand_in');
    } catch (error) {
      // Credits that its own times still need are no failure of the provider.
      if (error instanceof PermanentError && error.errorClass === 'resource_exhaustion') return null;
      throw error;
    }
  }

  /** Ids that it says it does not know are looked up, and the others asked for once more. */
  private async ask(manner: Manner & { readonly signal: AbortSignal }, use: Use): Promise<PriceAnswer | null> {
    const { ids } = this.options;
    await ids.settle(manner.signal);
    try {
      return await this.quotes(manner, use);
    } catch (error) {
      if (!(error instanceof UnknownNames)) throw error;
      ids.distrust(error.names);
      await ids.settle(manner.signal);
      return await this.quotes(manner, use);
    }
  }

  private async quotes(manner: Manner, use: Use): Promise<PriceAnswer | null> {
    const { api, ids } = this.options;
    return ids.listed.length === 0 ? null : await api.quotes(withBitcoin(ids.listed, '1'), 'usd', manner, use);
  }
}
