import { type Clock, errorClassOf, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import { reconcilePrice } from '../reconcile/reconcile-price.js';
import type { ReconciledPrice, ReconcileRules } from '../reconcile/reconciled-price.js';
import { SourceBook } from '../reconcile/source-book.js';
import type { PriceProvider } from './price-provider.js';

/** What a round of prices needs. */
export interface PriceRoundOptions {
  readonly coins: readonly Coin[];
  readonly providers: readonly PriceProvider[];
  readonly rules: ReconcileRules;
  readonly clock: Clock;
  readonly log: Log;
  /** A coin's price of this tick, once all sources were asked. */
  readonly onPrice: (coin: Coin, price: ReconciledPrice, tick: number) => void;
  /** A source went down or came back. */
  readonly onState?: (source: string, state: 'up' | 'down', error: Error | null) => void;
}

const bitcoin = 'bitcoin';

/** One tick of prices: all sources that are due are asked at once, then each coin gets its one price. */
export class PriceRound {
  private readonly books: ReadonlyMap<string, SourceBook>;
  private readonly lastUsd = new Map<string, number>();

  constructor(private readonly options: PriceRoundOptions) {
    this.books = new Map(options.providers.map(({ source }) => [source, new SourceBook(source)]));
  }

  async run(tick: number, signal: AbortSignal): Promise<void> {
    await Promise.all(this.options.providers.map((provider) => this.ask(provider, tick, signal)));
    if (signal.aborted) return;
    for (const coin of this.options.coins) this.settle(coin, tick);
  }

  private async ask(provider: PriceProvider, tick: number, signal: AbortSignal): Promise<void> {
    const book = this.books.get(provider.source)!;
    const before = book.failedInARow;
    try {
      const answer = await provider.prices(tick, signal);
      if (answer === null) return;
      book.answered(answer.quotes, this.options.clock.now());
      if (before > 0) this.options.onState?.(provider.source, 'up', null);
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      if (signal.aborted) return;
      book.failed();
      if (before > 0) return;
      this.options.log.warn('A source of prices does not answer; the others stand in for it.', {
        source: provider.source,
        errorClass: errorClassOf(error),
        error,
      });
      this.options.onState?.(provider.source, 'down', error);
    }
  }

  private settle(coin: Coin, tick: number): void {
    const quotes = [...this.books.values()].map((book) => book.of(coin.id)).filter((quote) => quote !== null);
    const { rules, clock } = this.options;
    const context = { rules, nowMs: clock.now(), lastUsd: this.lastUsd.get(coin.id) ?? null, bitcoinUsd: this.bitcoinUsd() };
    const price = reconcilePrice(quotes, context);
    const usd = price.price['usd'];
    if (usd !== undefined && !price.stale) this.lastUsd.set(coin.id, usd);
    this.options.onPrice(coin, price, tick);
  }

  private bitcoinUsd(): ReadonlyMap<string, number> {
    const rates = [...this.books].map(([source, book]) => [source, book.of(bitcoin)?.quote.price['usd']] as const);
    return new Map(rates.filter((rate): rate is readonly [string, number] => rate[1] !== undefined));
  }
}
