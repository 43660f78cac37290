import type { CloseBook } from '../history/close-book.js';
import type { Amounts, PriceQuote } from '../quotes/price-quote.js';
import { amountsOf } from '../quotes/read-json.js';
import type { ChangePeriod } from './change-period.js';
import { longestOwnPeriodMs, type OwnChange, type PriceSeries } from './price-series.js';

/** Where changes follow from that no source gives. */
export interface OwnHistory {
  readonly series: PriceSeries;
  readonly closes: CloseBook;
}

/** Changes of a price in percent, by period. */
export interface ToldChanges {
  readonly change: Amounts;
  /** The periods of these whose change is our own. */
  readonly derived: readonly string[];
  /** The periods of these whose change was told by an earlier record, and is as old as that one. */
  readonly before: readonly string[];
  /** The periods of these whose beginning is a price that was filled in from a provider's history. */
  readonly backFilled: readonly string[];
}

const dayMs = 86_400_000;
/** A close lies up to a day before the beginning of a period: too much for a shorter one. */
const leastForClosesMs = 7 * dayMs;

/**
 * The changes of a price over the periods, as its source gives them; where it does not, our own line says what it can, the daily closes
 * the rest, and an earlier record what neither knows. A change whose beginning nobody knows is left out, and so is every one of our own
 * where `usd` is null.
 */
export function toldChanges(
  history: OwnHistory,
  periods: readonly ChangePeriod[],
  { change: given, changeBefore = {} }: Pick<PriceQuote, 'change' | 'changeBefore'>,
  coinId: string,
  usd: number | null,
  nowMs: number,
): ToldChanges {
  const found = periods.map(({ name, ms }) => {
    const own = given[name] !== undefined || usd === null ? null : ownChange(history, coinId, ms, usd, nowMs);
    const now = given[name] ?? own?.percent;
    return { name, percent: now ?? changeBefore[name] ?? null, own, isBefore: now === undefined && changeBefore[name] !== undefined };
  });
  return {
    change: amountsOf(found.map(({ name, percent }) => [name, percent] as const)),
    derived: found.filter(({ own }) => own !== null).map(({ name }) => name),
    before: found.filter(({ isBefore }) => isBefore).map(({ name }) => name),
    backFilled: found.filter(({ own }) => own?.backFilled === true).map(({ name }) => name),
  };
}

function ownChange({ series, closes }: OwnHistory, coinId: string, ms: number, usd: number, nowMs: number): OwnChange | null {
  const own = ms > longestOwnPeriodMs ? null : series.change(coinId, ms, usd, nowMs);
  if (own !== null || ms < leastForClosesMs || ms % dayMs > 0) return own;
  const percent = closes.changeSince(coinId, ms / dayMs, usd, nowMs);
  return percent === null ? null : { percent, backFilled: false };
}
