import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DailyCloses, DailyFigures } from './daily-closes.js';
import { movingAverage } from './moving-average.js';
import { percentChange } from './percent-change.js';
import { relativeStrengthIndex } from './relative-strength.js';
import { annualisedVolatility } from './volatility.js';

// Beside the library of oracle.spec.ts, which knows no gaps, each is held against a second algorithm written here from its definition:
// the average from running totals, the deviation from all pairs, Wilder's recursion from its closed sum.
const runningTotals = (values: readonly number[]): number[] => values.reduce<number[]>((all, value) => [...all, all.at(-1)! + value], [0]);

/** Splits the closes into runs without a gap, asks `figure` for each position of a run, and puts the answers back in place. */
function perRun(closes: DailyCloses, figure: (run: readonly number[]) => (number | null)[]): DailyFigures {
  const answers: (number | null)[] = [];
  for (let at = 0; at < closes.length;) {
    const gap = closes.indexOf(null, at);
    const end = gap === -1 ? closes.length : gap;
    answers.push(...figure(closes.slice(at, end) as number[]), ...(gap === -1 ? [] : [null]));
    at = end + 1;
  }
  return answers;
}

const averageByTotals = (days: number) => (run: readonly number[]) => {
  const totals = runningTotals(run);
  return run.map((_, at) => (at + 1 < days ? null : (totals[at + 1]! - totals[at + 1 - days]!) / days));
};

const volatilityByPairs = (days: number) => (run: readonly number[]) =>
  run.map((_, at) => {
    if (at < days) return null;
    const logs = run.slice(at - days, at + 1).map(Math.log);
    const returns = logs.slice(1).map((log, index) => log - logs[index]!);
    let squares = 0;
    for (let i = 0; i < days; i += 1) for (let j = 0; j < i; j += 1) squares += (returns[i]! - returns[j]!) ** 2;
    return Math.sqrt((squares / (days * (days - 1))) * 365);
  });

const strengthBySum = (days: number) => (run: readonly number[]) =>
  run.map((_, at) => {
    if (at < days) return null;
    const keep = 1 - 1 / days;
    const average = (sign: number) => {
      let sum = 0;
      for (let day = 1; day <= at; day += 1)
        sum += (Math.max(sign * (run[day]! - run[day - 1]!), 0) / days) * keep ** (at - Math.max(day, days));
      return sum;
    };
    return 100 - 100 / (1 + average(1) / average(-1));
  });

const randomCloses: fc.Arbitrary<DailyCloses> = fc.array(
  fc.oneof({ weight: 80, arbitrary: fc.double({ min: 1, max: 2, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(null) }),
  { minLength: 40, maxLength: 90, size: 'max' },
);

function expectAgreement(ours: DailyFigures, theirs: DailyFigures): void {
  expect(ours.map((figure) => figure === null)).toEqual(theirs.map((figure) => figure === null));
  const worst = ours.reduce<number>((far, figure, day) => Math.max(far, Math.abs((figure ?? 0) - (theirs[day] ?? 0))), 0);
  expect(worst).toBeLessThan(1e-9);
}

describe('over 1,000 random series with gaps', () => {
  it.each([
    ['the moving average', (closes: DailyCloses) => movingAverage(closes, 20), averageByTotals(20)],
    ['the volatility', (closes: DailyCloses) => annualisedVolatility(closes, 30), volatilityByPairs(30)],
    ['the RSI', (closes: DailyCloses) => relativeStrengthIndex(closes, 14), strengthBySum(14)],
  ] as const)('%s agrees with a second algorithm to 1e-9', (_, ours, theirs) => {
    fc.assert(
      fc.property(randomCloses, (closes) => expectAgreement(ours(closes), perRun(closes, theirs))),
      { numRuns: 1000, seed: 5, endOnFailure: true },
    );
  });
});

const rising = (days: number): number[] => Array.from({ length: days }, (_, day) => 100 + day);
const firstKnown = (figures: DailyFigures): number => figures.findIndex((figure) => figure !== null);

describe('what is known when', () => {
  it.each([
    ['MA 50', (closes: DailyCloses) => movingAverage(closes, 50), 49],
    ['MA 200', (closes: DailyCloses) => movingAverage(closes, 200), 199],
    ['RSI 14', (closes: DailyCloses) => relativeStrengthIndex(closes, 14), 14],
    ['30-day volatility', (closes: DailyCloses) => annualisedVolatility(closes, 30), 30],
    ['7-day change', (closes: DailyCloses) => percentChange(closes, 7), 7],
  ] as const)('%s begins on its first full day, after a gap as well', (name, figure, first) => {
    expect(firstKnown(figure(rising(250)))).toBe(first);
    expect(figure(rising(first)).every((each) => each === null)).toBe(true);
    const broken: DailyCloses = [...rising(250), null, ...rising(250)];
    const after = figure(broken).slice(251);
    expect(figure(broken)[250]).toBeNull();
    expect(firstKnown(after)).toBe(name === '7-day change' ? 0 : first);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('nothing over %p days', (days) => {
    for (const figure of [movingAverage, relativeStrengthIndex, annualisedVolatility, percentChange])
      expect(figure([1, 2, 3], days)).toEqual([null, null, null]);
  });

  it.each([0, -5, NaN, Infinity])('a close of %p is a missing day', (close) => {
    expect(movingAverage([1, close, 3], 1)).toEqual([1, null, 3]);
  });
});

describe('figures worked by hand', () => {
  it('averages', () => expect(movingAverage([1, 2, 6, 7], 3)).toEqual([null, null, 3, 5]));
  it('changes over the days asked for, whatever lies between', () =>
    expect(percentChange([100, null, 150, 75], 2)).toEqual([null, null, 50, null]));
  it('calls only gains 100 and only losses 0', () => {
    expect(relativeStrengthIndex([1, 2, 3], 2)[2]).toBe(100);
    expect(relativeStrengthIndex([3, 2, 1], 2)[2]).toBe(0);
  });
  it('has no RSI where nothing moved, but a volatility of 0', () => {
    expect(relativeStrengthIndex([5, 5, 5], 2)[2]).toBeNull();
    expect(annualisedVolatility([5, 5, 5], 2)[2]).toBe(0);
  });
  it('smooths as Wilder does', () => {
    // Gains 1, 0, 3 and losses 0, 1, 0 over 2 days: averages ½ and ½, then 1¾ and ¼.
    expect(relativeStrengthIndex([10, 11, 10, 13], 2)).toEqual([null, null, 50, 87.5]);
  });
  it('takes √365 of the deviation of log returns', () =>
    // Returns of ln 2 and −ln 2 deviate by √2 · ln 2.
    expect(annualisedVolatility([1, 2, 1], 2)[2]).toBeCloseTo(Math.SQRT2 * Math.LN2 * Math.sqrt(365), 12));
});
