import { unbrokenCloses, type DailyCloses, type DailyFigures } from './daily-closes.js';

/** Coins trade on every day, so that a year has 365 returns, not the 252 of an exchange. */
export const tradingDaysPerYear = 365;

/**
 * The historical volatility as a fraction a year (0.5 is 50 %): the sample standard deviation (n − 1) of the last `days` daily log
 * returns, times √365 (J. C. Hull, "Options, Futures, and Other Derivatives", estimating volatility from historical data). It takes
 * `days` + 1 closes without a gap, and is null until then: a return over a gap would be one of several days. Null below 2 days.
 */
export function annualisedVolatility(closes: DailyCloses, days: number): DailyFigures {
  return closes.map((_, day) => {
    const window = days < 2 ? null : unbrokenCloses(closes, day, days + 1);
    return window === null ? null : sampleDeviation(logReturns(window)) * Math.sqrt(tradingDaysPerYear);
  });
}

const logReturns = (window: readonly number[]): number[] => window.slice(1).map((close, index) => Math.log(close / window[index]!));

// In two passes: the one-pass form loses its digits where the returns are nearly equal.
function sampleDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
