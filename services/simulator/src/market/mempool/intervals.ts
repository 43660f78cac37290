const dayMs = 86_400_000;
const intervals: Readonly<Record<string, number>> = {
  '24h': dayMs,
  '3d': 3 * dayMs,
  '1w': 7 * dayMs,
  '1m': 30 * dayMs,
  '3m': 91 * dayMs,
  '6m': 182 * dayMs,
  '1y': 365 * dayMs,
  '2y': 730 * dayMs,
  '3y': 1095 * dayMs,
};

/** Milliseconds of an interval such as `1w`; all time for any other word. */
export const msOfInterval = (interval: string): number => (Object.hasOwn(intervals, interval) ? intervals[interval]! : Infinity);
