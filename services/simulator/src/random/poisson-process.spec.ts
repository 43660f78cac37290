import { describe, expect, it } from '@jest/globals';
import { PoissonProcess } from './poisson-process.js';

const countsOver = (keys: number, from: number, to: number): number[] =>
  Array.from({ length: keys }, (_, key) => new PoissonProcess(key + 1)).map((p) => p.count(to) - p.count(from));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
};

describe('PoissonProcess', () => {
  it.each([
    { from: 0, to: 5 },
    { from: 1_000.3, to: 1_005.3 },
    { from: 3_000, to: 3_200 },
    { from: 100_000, to: 104_000 },
  ])('gives $from..$to as many events as expected, with the dispersion of a Poisson process', ({ from, to }) => {
    const counts = countsOver(4_000, from, to);
    const expected = to - from;
    expect(Math.abs(mean(counts) - expected)).toBeLessThan(4 * Math.sqrt(expected / counts.length));
    // the index of dispersion of 4,000 Poisson counts is 1 ± 0.022 (one sigma)
    expect(Math.abs(variance(counts) / expected - 1)).toBeLessThan(0.09);
  });

  it('leaves neighbouring intervals independent of one another', () => {
    const first = countsOver(4_000, 0, 40);
    const second = countsOver(4_000, 40, 80);
    const covariance = mean(first.map((count, at) => (count - 40) * (second[at]! - 40)));
    expect(Math.abs(covariance / 40)).toBeLessThan(0.07);
  });

  it('never counts down, in whatever order it is asked', () => {
    const asked = new PoissonProcess(7);
    const forward = Array.from({ length: 2_000 }, (_, at) => asked.count(at * 0.7));
    expect(forward).toEqual([...forward].sort((a, b) => a - b));
    const fresh = new PoissonProcess(7);
    expect([...forward.keys()].reverse().map((at) => fresh.count(at * 0.7))).toEqual([...forward].reverse());
  });

  it('places the last event where the count last rose', () => {
    const process = new PoissonProcess(11);
    const at = process.lastEventAt(500)!;
    expect(process.count(at + 1e-6) - process.count(at - 1e-6)).toBe(1);
    expect(process.count(500)).toBe(process.count(at + 1e-6));
  });

  it('has no last event before its first', () => {
    expect([new PoissonProcess(3).lastEventAt(0), new PoissonProcess(3).lastEventAt(1e-9)]).toEqual([null, null]);
  });
});
