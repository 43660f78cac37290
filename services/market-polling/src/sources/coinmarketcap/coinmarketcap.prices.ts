import { PermanentError, TransientError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { ListedCoin, PriceAnswer } from '../../quotes/price-quote.js';
import type { Cadence } from '../../plan/cadence.js';
import type { PriceProvider } from '../../rounds/price-provider.js';
import type { SourceNotice } from '../market-source.js';
import type { Manner } from '../paced-api.js';
import type { PinnedIds } from '../pinned-ids.js';
import { withBitcoin } from '../with-bitcoin.js';
import type { CoinMarketCapSource } from './coinmarketcap.source.js';

/** What to ask for, and how often. */
export interface CoinMarketCapPricesOptions {
  readonly api: CoinMarketCapSource;
  readonly coins: readonly Coin[];
  readonly cadence: Cadence;
  readonly pinnedIds: PinnedIds;
  readonly onNotice?: (notice: SourceNotice) => void;
}

const source = 'coinmarketcap';

/** CoinMarketCap's prices, one call each of its own times. Coins whose id is not certain are resolved once, pinned, and reported. */
export class CoinMarketCapPrices implements PriceProvider {
  readonly source = source;
  readonly intervalMs: number;
  readonly cadences: readonly Cadence[];
  private listed: ListedCoin[];
  private unresolved: readonly Coin[];

  constructor(private readonly options: CoinMarketCapPricesOptions) {
    this.intervalMs = options.cadence.intervalSeconds * 1_000;
    this.cadences = [options.cadence];
    this.listed = options.coins.flatMap((coin) => {
      const known = coin.ids.coinmarketcap;
      return known?.verified === true && known.id !== null ? [{ coin, id: known.id }] : [];
    });
    this.unresolved = options.coins.filter((coin) => !this.listed.some((each) => each.coin === coin) && coin.symbol !== '');
  }

  get coins(): readonly ListedCoin[] {
    return this.listed;
  }

  async prices(_tick: number, signal: AbortSignal): Promise<PriceAnswer | null> {
    return await this.ask({ signal });
  }

  async pricesNow(signal: AbortSignal): Promise<PriceAnswer | null> {
    return await this.ask({ signal, fresh: true });
  }

  async standIn(_tick: number, signal: AbortSignal): Promise<PriceAnswer | null> {
    if (this.listed.length === 0) return null;
    try {
      return await this.options.api.quotes(withBitcoin(this.listed, '1'), 'usd', { signal }, 'stand_in');
    } catch (error) {
      // Credits that its own times still need are no failure of the provider.
      if (error instanceof PermanentError && error.errorClass === 'resource_exhaustion') return null;
      throw error;
    }
  }

  private async ask(manner: Manner & { readonly signal: AbortSignal }): Promise<PriceAnswer | null> {
    if (this.unresolved.length > 0) await this.resolve(manner.signal);
    return this.listed.length === 0 ? null : await this.options.api.quotes(withBitcoin(this.listed, '1'), 'usd', manner);
  }

  /** Without ids of the rare coins the common ones are asked all the same. What was found once is not looked for again. */
  private async resolve(signal: AbortSignal): Promise<void> {
    try {
      const pinned = await this.options.pinnedIds.of(source);
      const strangers = this.unresolved.filter(({ id }) => !pinned.has(id));
      const found = strangers.length === 0 ? new Map<string, string>() : await this.options.api.resolve(strangers, { signal });
      await this.options.pinnedIds.pin(source, found);
      for (const coin of this.unresolved) this.list(coin, pinned.get(coin.id) ?? found.get(coin.id) ?? null);
      for (const coin of strangers) this.report(coin, found.get(coin.id) ?? null);
      this.unresolved = [];
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
    }
  }

  private list(coin: Coin, id: string | null): void {
    if (id !== null) this.listed = [...this.listed, { coin, id }];
  }

  private report(coin: Coin, id: string | null): void {
    if (id !== null && id === (coin.ids.coinmarketcap?.id ?? null)) return;
    const found =
      id === null ? 'lists no coin that is certainly this one; it is not asked for it' : `lists it as ${id}, which is pinned from now on`;
    this.options.onNotice?.({ source, type: 'other', subject: coin.id, detail: `The provider ${found}.` });
  }
}
