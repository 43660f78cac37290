/**
 * Closing prices in any one currency, oldest first, one element for every calendar day without exception. A day without a close is
 * null, and stays in its place: the position is the date. Whatever is not a finite number above zero is read as such a missing day.
 */
export type DailyCloses = readonly (number | null)[];

/** One figure for each day of the closes it was made from; null on a day for which it is not known. */
export type DailyFigures = readonly (number | null)[];

/** The close of a day, or null when there is none: a missing day, a day outside the series, or a value that can't be a price. */
export function closeAt(closes: DailyCloses, day: number): number | null {
  const close = closes[day] ?? null;
  return close !== null && Number.isFinite(close) && close > 0 ? close : null;
}

/** Whether a period can be counted in days: a whole number from 1. With any other period, no figure is known on any day. */
export const isPeriod = (days: number): boolean => Number.isSafeInteger(days) && days >= 1;

/**
 * The closes of the last `count` days up to and including `day`, oldest first; null unless every one of them is there, so that no
 * window ever reaches over a gap.
 */
export function unbrokenCloses(closes: DailyCloses, day: number, count: number): readonly number[] | null {
  const first = day - count + 1;
  if (!isPeriod(count) || first < 0) return null;
  const window: number[] = [];
  for (let at = first; at <= day; at += 1) {
    const close = closeAt(closes, at);
    if (close === null) return null;
    window.push(close);
  }
  return window;
}
