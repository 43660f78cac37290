import { describe, expect, it } from '@jest/globals';
import { rowsOf, summaryOf } from './series-summary.js';

describe('a series summed up', () => {
  it('leaves out what is missing, and counts it', () => {
    expect(summaryOf([[0, 2], [1, null], [2, 4], [3, null]])).toEqual({ newest: 4, least: 2, mean: 3, most: 4, steps: 4, missing: 2 }); // prettier-ignore
  });

  it('takes zero for a value', () => {
    expect(summaryOf([[0, 0], [1, 4]])).toMatchObject({ least: 0, mean: 2, missing: 0 }); // prettier-ignore
  });

  it.each([[[]], [[[0, null]]]] as [number, null][][][])('knows nothing of %j', (points) => {
    expect(summaryOf(points)).toMatchObject({ newest: null, least: null, mean: null, most: null, missing: points.length });
  });
});

describe('series side by side', () => {
  it('stand by their times, the newest first, with a gap where one has no step', () => {
    expect(
      rowsOf([
        [
          [0, 1],
          [10, 2],
        ],
        [
          [10, 5],
          [20, 6],
        ],
      ]),
    ).toEqual([
      // prettier-ignore
      { at: 20, since: 20, steps: 1, values: [null, 6] },
      { at: 10, since: 10, steps: 1, values: [2, 5] },
      { at: 0, since: 0, steps: 1, values: [1, null] },
    ]);
  });

  it('make one row of steps in a row in which nothing has a value', () => {
    expect(
      rowsOf([
        [
          [0, 1],
          [10, null],
          [20, null],
          [30, 2],
        ],
      ]),
    ).toMatchObject([
      // prettier-ignore
      { at: 30, steps: 1 },
      { at: 20, since: 10, steps: 2, values: [null] },
      { at: 0, steps: 1 },
    ]);
  });
});
