import type { CloseBook } from '../history/close-book.js';
import type { Amounts } from '../quotes/price-quote.js';
import { amountsOf } from '../quotes/read-json.js';
import type { ChangePeriod } from './change-period.js';
import { longestOwnPeriodMs, type PriceSeries } from './price-series.js';

/** Where changes follow from that no source gives. */
export interface OwnHistory {
  readonly series: PriceSeries;
  readonly closes: CloseBook;
}

/** Changes of a price in percent, by period. */
export interface OwnChanges {
  readonly change: Amounts;
  /** The periods of these whose beginning is a price that was filled in from a provider's history. */
  readonly backFilled: readonly string[];
}

const dayMs = 86_400_000;
/** A close lies up to a day before the beginning of a period: too much for a shorter one. */
const leastForClosesMs = 7 * dayMs;

/** None at all. */
export const noChanges: OwnChanges = { change: {}, backFilled: [] };

/** Our own line says what it can; the daily closes say the rest. A change whose beginning nobody knows is left out. */
export function ownChanges(
  { series, closes }: OwnHistory,
  periods: readonly ChangePeriod[],
  coinId: string,
  usd: number,
  nowMs: number,
): OwnChanges {
  const fromCloses = (ms: number): number | null =>
    ms < leastForClosesMs || ms % dayMs > 0 ? null : closes.changeSince(coinId, ms / dayMs, usd, nowMs);
  const found = periods.map(({ name, ms }) => {
    const own = ms > longestOwnPeriodMs ? null : series.change(coinId, ms, usd, nowMs);
    const percent = own?.percent ?? fromCloses(ms);
    return { name, percent, backFilled: own?.backFilled === true };
  });
  return {
    change: amountsOf(found.map(({ name, percent }) => [name, percent] as const)),
    backFilled: found.filter(({ backFilled }) => backFilled).map(({ name }) => name),
  };
}
