import { closeAt, isPeriod, type DailyCloses, type DailyFigures } from './daily-closes.js';

/**
 * By how many percent each close differs from the one `days` calendar days before: 100 · (now ÷ then − 1). Only the two days count,
 * so a gap between them is no matter; null when either is missing, and the nearest other day is never taken instead.
 */
export function percentChange(closes: DailyCloses, days: number): DailyFigures {
  return closes.map((_, day) => {
    const [then, now] = [closeAt(closes, day - days), closeAt(closes, day)];
    return !isPeriod(days) || then === null || now === null ? null : 100 * (now / then - 1);
  });
}
