import { type Clock, errorClassOf, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { PriceAnswer } from '../quotes/price-quote.js';
import { CrossRates } from '../reconcile/cross-rates.js';
import { reconcilePrice } from '../reconcile/reconcile-price.js';
import type { ReconciledPrice, ReconcileRules } from '../reconcile/reconciled-price.js';
import { hasPrice, SourceBook } from '../reconcile/source-book.js';
import type { RecalledQuote } from '../record/recalled-quote.js';
import type { PriceProvider } from './price-provider.js';

/** What a round of prices needs. */
export interface PriceRoundOptions {
  readonly coins: readonly Coin[];
  readonly providers: readonly PriceProvider[];
  readonly rules: ReconcileRules;
  readonly clock: Clock;
  readonly log: Log;
  /** What was read before this process began, or by another replica; asked for again until it is had, or can't be had for good. */
  readonly recall?: () => Promise<readonly RecalledQuote[]>;
  /** A coin's price of this tick, once those who are due were asked. */
  readonly onPrice: (coin: Coin, price: ReconciledPrice, tick: number) => void;
  /** What a source answered to a question for prices. */
  readonly onAnswer?: (source: string, answer: PriceAnswer) => void;
  /** A source went down or came back. */
  readonly onState?: (source: string, state: 'up' | 'down', error: Error | null) => void;
}

const bitcoin = 'bitcoin';
/** What was not read anew for this many intervals is not what a source says now, whatever kept it from being asked. */
const intervalsOfCurrent = 2;

/** What all sources say of prices, and the one price that each coin gets at a tick. */
export class PriceRound {
  private readonly books: ReadonlyMap<string, SourceBook>;
  private readonly lastUsd = new Map<string, number>();
  private readonly rates = new CrossRates();
  private recalled = false;

  constructor(private readonly options: PriceRoundOptions) {
    this.books = new Map(
      options.providers.map(({ source, intervalMs }) => [source, new SourceBook(source, intervalsOfCurrent * intervalMs)]),
    );
  }

  get coins(): readonly Coin[] {
    return this.options.coins;
  }

  /** Names of the sources it asks. */
  get sources(): readonly string[] {
    return [...this.books.keys()];
  }

  /** From here on it is this replica that polls: what others read meanwhile is newer than what it knows. */
  takeOver(): void {
    this.recalled = false;
  }

  /** Asks these sources for what is due at the tick, has another stand in where that has to be, and gives every coin its price. */
  async run(tick: number, signal: AbortSignal, asked: readonly PriceProvider[]): Promise<void> {
    const beganMs = this.options.clock.now();
    await Promise.all([this.recall(), ...asked.map((provider) => this.askOne(provider, tick, signal))]);
    await this.standIn(tick, beganMs, signal);
    if (!signal.aborted) this.settleAll(tick);
  }

  /** Asks one source for what is due; what it says is in the prices of the next round. */
  async askOne(provider: PriceProvider, tick: number, signal: AbortSignal): Promise<void> {
    await this.ask(provider, () => provider.prices(tick, signal), signal);
  }

  /** While the most reliable sources are silent, the next one that speaks is asked in every round, not only at its own times. */
  private async standIn(tick: number, beganMs: number, signal: AbortSignal): Promise<void> {
    const silent = (provider: PriceProvider): boolean => this.books.get(provider.source)!.failedInARow > 0;
    const ranked = this.options.rules.ranking.flatMap((source) => this.options.providers.find((each) => each.source === source) ?? []);
    const next = ranked.find((provider) => !silent(provider));
    if (next?.standIn === undefined || next === ranked[0] || signal.aborted) return;
    if ((this.books.get(next.source)!.answeredAtMs ?? Number.NEGATIVE_INFINITY) >= beganMs) return;
    await this.ask(next, () => next.standIn!(tick, signal), signal);
  }

  /** Asks one source outside its schedule, and gives every coin its price of this moment; what went wrong, or null. */
  async pollNow(source: string, signal: AbortSignal): Promise<Error | null> {
    const provider = this.options.providers.find((each) => each.source === source);
    if (provider === undefined) return null;
    const [error] = await Promise.all([this.ask(provider, () => provider.pricesNow(signal), signal, 'beside'), this.recall()]);
    if (!signal.aborted) this.settleAll(this.options.clock.now());
    return error;
  }

  /** Gives every coin its price from what is known. */
  settleAll(tick: number): void {
    for (const coin of this.options.coins) this.settle(coin, tick);
  }

  /** Until it is had, what no source says any more would be unknown instead of old. */
  private async recall(): Promise<void> {
    if (this.recalled || this.options.recall === undefined) return;
    try {
      for (const { source, quote, observedAtMs, taken } of await this.options.recall()) {
        this.books.get(source)?.recall(quote, observedAtMs);
        const usd = quote.price['usd'];
        if (taken && usd !== undefined && !this.lastUsd.has(quote.coinId)) this.lastUsd.set(quote.coinId, usd);
      }
      this.recalled = true;
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      this.recalled = error instanceof PermanentError;
      this.options.log[this.recalled ? 'warn' : 'debug']('The prices of before can not be read.', { error });
    }
  }

  private async ask(
    provider: PriceProvider,
    prices: () => Promise<PriceAnswer | null>,
    signal: AbortSignal,
    manner: 'scheduled' | 'beside' = 'scheduled',
  ): Promise<Error | null> {
    const book = this.books.get(provider.source)!;
    const before = book.failedInARow;
    try {
      const answer = await prices();
      if (answer === null) return null;
      if (!answer.quotes.some(hasPrice))
        throw new TransientError(`${provider.source} answered without the price of any coin it was asked for`, 'integration');
      this.options.onAnswer?.(provider.source, answer);
      book.answered(answer.quotes, this.options.clock.now());
      this.rates.take(answer.quotes, this.options.clock.now());
      if (before > 0) this.options.onState?.(provider.source, 'up', null);
      return null;
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      // credits that its own times still need are no failure of the provider
      if (signal.aborted || (manner === 'beside' && errorClassOf(error) === 'resource_exhaustion')) return error;
      book.failed();
      if (before > 0) return error;
      this.options.log.warn('A source of prices does not answer; the others stand in for it.', {
        source: provider.source,
        errorClass: errorClassOf(error),
        error,
      });
      this.options.onState?.(provider.source, 'down', error);
      return error;
    }
  }

  private settle(coin: Coin, tick: number): void {
    const { rules, clock, providers } = this.options;
    const nowMs = clock.now();
    const quotes = [...this.books.values()].map((book) => book.of(coin.id, nowMs)).filter((quote) => quote !== null);
    const hasSay = ({ source, coins }: PriceProvider): boolean =>
      quotes.some((quote) => quote.source === source) ||
      (this.books.get(source)!.failedInARow > 0 && coins.some((listed) => listed.id === coin.id));
    const asked = providers.filter(hasSay).map(({ source }) => source);
    const lastUsd = this.lastUsd.get(coin.id) ?? null;
    const context = { rules, nowMs, lastUsd, asked, bitcoinUsd: this.bitcoinUsd(nowMs), perUsd: this.rates.perUsd(nowMs) };
    const price = reconcilePrice(quotes, context);
    const usd = price.price['usd'];
    if (usd !== undefined && !price.stale) this.lastUsd.set(coin.id, usd);
    this.options.onPrice(coin, price, tick);
  }

  private bitcoinUsd(nowMs: number): ReadonlyMap<string, number> {
    const rates = [...this.books].map(([source, book]) => [source, book.of(bitcoin, nowMs)?.quote.price['usd']] as const);
    return new Map(rates.filter((rate): rate is readonly [string, number] => rate[1] !== undefined));
  }
}
