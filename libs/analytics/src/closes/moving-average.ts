import { unbrokenCloses, type DailyCloses, type DailyFigures } from './daily-closes.js';

/**
 * The simple moving average, in the currency of the closes: the arithmetic mean of the last `days` closes, the day itself included
 * (NIST/SEMATECH e-Handbook of Statistical Methods, 6.4.2.1). Null until there are as many closes without a gap, and after a gap
 * until there are as many again.
 */
export function movingAverage(closes: DailyCloses, days: number): DailyFigures {
  return closes.map((_, day) => {
    const window = unbrokenCloses(closes, day, days);
    return window === null ? null : window.reduce((sum, close) => sum + close, 0) / days;
  });
}
