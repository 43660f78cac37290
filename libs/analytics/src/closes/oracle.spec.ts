import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getStandardDeviation, RSI, SMA } from 'trading-signals';
import { movingAverage } from './moving-average.js';
import { relativeStrengthIndex } from './relative-strength.js';
import { annualisedVolatility } from './volatility.js';

// Written by people who do not know us: a kept library of indicators, asked value by value.
const asked = (indicator: SMA | RSI, closes: readonly number[]): (number | null)[] =>
  closes.map((close) => {
    indicator.add(close);
    return indicator.isStable ? Number(indicator.getResultOrThrow()) : null;
  });

/** Its deviation is that of a whole population; ours is a sample's. */
const volatilityOf = (closes: readonly number[], days: number): (number | null)[] =>
  closes.map((_, day) => {
    if (day < days) return null;
    const window = closes.slice(day - days, day + 1);
    const returns = window.slice(1).map((close, index) => Math.log(close / window[index]!));
    return Number(getStandardDeviation(returns)) * Math.sqrt(days / (days - 1)) * Math.sqrt(365);
  });

const closesOf = (least: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: least, maxLength: least + 60, size: 'max' });

function expectAgreement(ours: readonly (number | null)[], theirs: readonly (number | null)[]): void {
  expect(ours.map((figure) => figure === null)).toEqual(theirs.map((figure) => figure === null));
  const worst = ours.reduce<number>((far, figure, day) => Math.max(far, Math.abs((figure ?? 0) - (theirs[day] ?? 0))), 0);
  expect(worst).toBeLessThan(1e-9);
}

describe('over 1,000 random series', () => {
  it.each([
    { name: 'MA 50', least: 60, ours: (c: number[]) => movingAverage(c, 50), theirs: (c: number[]) => asked(new SMA(50), c) },
    { name: 'MA 200', least: 210, ours: (c: number[]) => movingAverage(c, 200), theirs: (c: number[]) => asked(new SMA(200), c) },
    { name: 'RSI 14', least: 40, ours: (c: number[]) => relativeStrengthIndex(c, 14), theirs: (c: number[]) => asked(new RSI(14), c) },
    {
      name: '30-day volatility',
      least: 40,
      ours: (c: number[]) => annualisedVolatility(c, 30),
      theirs: (c: number[]) => volatilityOf(c, 30),
    },
  ])('$name agrees with a library of indicators to 1e-9', ({ least, ours, theirs }) => {
    fc.assert(
      fc.property(closesOf(least), (closes) => expectAgreement(ours(closes), theirs(closes))),
      { numRuns: 1000, seed: 7, endOnFailure: true },
    );
  });
});
