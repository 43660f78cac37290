import type { MarketData } from '@lodestream/records';
import { amountsOf } from '../quotes/read-json.js';
import type { Amounts, PriceQuote } from '../quotes/price-quote.js';
import { pinnedSource } from '../operator/pinned-price.js';

/** What one source said of a coin, as a record of it tells. */
export interface RecalledQuote {
  readonly source: string;
  readonly quote: PriceQuote;
  /** UTC milliseconds at which it was read. */
  readonly observedAtMs: number;
  /** Whether it was the price, or would have been one but for a pin. */
  readonly taken: boolean;
}

/**
 * What the sources said of a coin, from its record: never what was pinned or made from other prices, and with the times that stood there,
 * so that nothing is younger for having been read again. Changes are of that time, and told apart from those of the moment.
 */
export function recalledQuotes(record: MarketData): readonly RecalledQuote[] {
  const { coin, candidates, source, quality } = record;
  const accepted = candidates.filter(({ verdict }) => verdict === 'accepted');
  const taken = source === pinnedSource ? accepted[0] : accepted.find((each) => each.source === source);
  const isDerived = (path: string): boolean => quality.flags.some((flag) => flag.path === path && flag.reason === 'derived');
  const { btc, other } = record.price;
  const others = Object.entries(other).filter(([currency]) => !isDerived(`price.other.${currency}`));
  return candidates.flatMap((each) => {
    const { price: usd, last_updated: lastUpdatedMs, observed_at: observedAtMs } = each;
    if (usd === null || observedAtMs === null) return [];
    const ofRecord = each.source === source;
    const quote: PriceQuote = {
      coinId: coin.id,
      symbol: coin.symbol,
      name: coin.name,
      price: { ...(ofRecord ? amountsOf([['btc', isDerived('price.btc') ? null : btc], ...others]) : {}), usd },
      marketCap: amountsOf([['usd', ofRecord ? record.market_cap.usd : null]]),
      volume24h: amountsOf([['usd', ofRecord ? record.volume_24h.usd : null]]),
      change: {},
      changeBefore: ofRecord ? changesIn(record) : {},
      lastUpdatedMs,
    };
    return [{ source: each.source, quote, observedAtMs, taken: each === taken }];
  });
}

function changesIn({ price_change: { percent_1h: hour, percent_24h: day, percent_7d: week, custom } }: MarketData): Amounts {
  return amountsOf([['1h', hour], ['24h', day], ['7d', week], ...Object.entries(custom)]);
}
