import type { PriceQuote } from '../quotes/price-quote.js';

/** A rate between currencies of states moves little within a day; an older one is no rate any more. */
const longestMs = 86_400_000;
/** These have ways of their own. */
const exempt = new Set(['usd', 'btc']);

/** What one USD is worth in other currencies, as it follows from coins that were priced in both at once. */
export class CrossRates {
  private readonly rates = new Map<string, { readonly perUsd: number; readonly atMs: number }>();

  /** Takes rates over from quotes; of several coins the one that was priced last decides. */
  take(quotes: readonly PriceQuote[], nowMs: number): void {
    const oldestFirst = quotes.toSorted((a, b) => (a.lastUpdatedMs ?? 0) - (b.lastUpdatedMs ?? 0));
    for (const { price } of oldestFirst) {
      const { usd, ...others } = price;
      if (usd === undefined) continue;
      for (const [currency, amount] of Object.entries(others))
        if (!exempt.has(currency)) this.rates.set(currency, { perUsd: amount / usd, atMs: nowMs });
    }
  }

  /** The rates that are not older than a day, by lower-case currency. */
  perUsd(nowMs: number): ReadonlyMap<string, number> {
    const fresh = [...this.rates].filter(([, { atMs }]) => nowMs - atMs <= longestMs);
    return new Map(fresh.map(([currency, { perUsd }]) => [currency, perUsd]));
  }
}
