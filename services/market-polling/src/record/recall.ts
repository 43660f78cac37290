import type { MarketData } from '@lodestream/records';
import { recalledFacts } from '../chains/recalled-facts.js';
import type { MarketState } from '../market-state.js';
import { isLowQuality } from '../reconcile/doubts-about.js';
import type { PriceSeries } from '../series/price-series.js';
import { type RecalledQuote, recalledQuotes } from './recalled-quote.js';

/** Milliseconds of records that are looked through: our own lines are kept once an hour. */
export const recalledForMs = 75 * 60_000;

/**
 * Takes in what a process before this one, or another replica, has told: all of its prices for our own lines, all difficulties, and of the
 * newest record of each coin what was known of its chain, its indicators and, given back, what sources said. Nothing is younger for it.
 * Records of a coin are in order.
 */
export function recall(
  state: Pick<MarketState, 'chains' | 'closes' | 'series' | 'difficulties'>,
  records: readonly MarketData[],
): RecalledQuote[] {
  for (const record of records) {
    recallPoint(state.series, record);
    const facts = recalledFacts(record);
    if (facts !== null) state.difficulties.note(facts);
  }
  return [...new Map(records.map((record) => [record.coin.id, record])).values()].flatMap((record) => {
    const facts = recalledFacts(record);
    if (facts !== null) state.chains.recall(facts);
    state.closes.recall(record.coin.id, record.technical_indicators, record.observed_at);
    return recalledQuotes(record);
  });
}

/** What was not taken into the line then, is not now. */
function recallPoint(series: PriceSeries, record: MarketData): void {
  const taken = recalledQuotes(record).find((each) => each.taken);
  const usd = taken?.quote.price['usd'];
  if (taken === undefined || usd === undefined || isLowQuality(record.quality.flags)) return;
  const { quote, observedAtMs } = taken;
  const atMs = Math.min(quote.lastUpdatedMs ?? observedAtMs, observedAtMs);
  series.restore(record.coin.id, { points: [[atMs, usd, 0]], asked: [] });
}
