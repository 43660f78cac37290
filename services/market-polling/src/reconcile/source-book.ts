import type { PriceQuote } from '../quotes/price-quote.js';
import type { SourceQuote } from './reconciled-price.js';

interface Held {
  readonly quote: PriceQuote;
  readonly observedAtMs: number;
}

/** Answers in a row after which a source that had failed is trusted again: one may be luck. */
const answersToReturn = 2;

/** The last word of one source on every coin, and whether the source is to be trusted now. */
export class SourceBook {
  private readonly quotes = new Map<string, Held>();
  private failures = 0;
  private answersSinceFailure = answersToReturn;
  private lastAnswerMs: number | null = null;

  /** `currentForMs`: milliseconds after which its last word is not what it says now, answered or not. */
  constructor(
    readonly source: string,
    private readonly currentForMs: number,
  ) {}

  /** True unless it failed last, or has not answered often enough since. */
  get trusted(): boolean {
    return this.answersSinceFailure >= answersToReturn;
  }

  /** Failures in a row. */
  get failedInARow(): number {
    return this.failures;
  }

  /** UTC milliseconds of its last answer; null where it never gave one. */
  get answeredAtMs(): number | null {
    return this.lastAnswerMs;
  }

  /** Takes in an answer; a quote without a price does not take the place of one that had one, which grows old instead. */
  answered(quotes: readonly PriceQuote[], observedAtMs: number): void {
    this.failures = 0;
    this.answersSinceFailure += 1;
    this.lastAnswerMs = observedAtMs;
    for (const quote of quotes)
      if (hasPrice(quote) || !this.quotes.has(quote.coinId)) this.quotes.set(quote.coinId, { quote, observedAtMs });
  }

  /** Takes over what was read before this process, or by another; what is known to be newer stays. */
  recall(quote: PriceQuote, observedAtMs: number): void {
    const held = this.quotes.get(quote.coinId);
    if (held === undefined || held.observedAtMs < observedAtMs) this.quotes.set(quote.coinId, { quote, observedAtMs });
  }

  failed(): void {
    this.failures += 1;
    this.answersSinceFailure = 0;
  }

  /** What it said last of a coin; null where it never did. */
  of(coinId: string, nowMs: number): SourceQuote | null {
    const held = this.quotes.get(coinId);
    if (held === undefined) return null;
    const current = this.failures === 0 && held.observedAtMs === this.lastAnswerMs && nowMs - held.observedAtMs <= this.currentForMs;
    return { source: this.source, trusted: this.trusted, current, ...held };
  }
}

/** Whether a quote tells a price that can be compared with others. */
export const hasPrice = ({ price }: PriceQuote): boolean => price['usd'] !== undefined;
