import { describe, expect, it } from '@jest/globals';
import { sparkPath } from './spark-path.js';

describe('the line of some points', () => {
  it('goes from the oldest on the left to the newest on the right, the highest on top', () => {
    expect(
      sparkPath(
        [
          [0, 1],
          [10, 3],
          [20, 2],
        ],
        104,
        24,
      ),
    ).toBe('M2.0 22.0L52.0 2.0L102.0 12.0');
  });

  it('keeps times apart as they were', () => {
    expect(
      sparkPath(
        [
          [0, 1],
          [90, 1],
          [100, 3],
        ],
        104,
        24,
      ),
    ).toContain('L92.0 22.0');
  });

  it('stands in the middle where nothing moves', () => {
    expect(
      sparkPath(
        [
          [0, 5],
          [10, 5],
        ],
        104,
        24,
      ),
    ).toBe('M2.0 12.0L102.0 12.0');
  });

  it.each([[[]], [[[0, 1]]]] as [number, number][][][])('is nothing for %j', (points) => {
    expect(sparkPath(points, 104, 24)).toBe('');
  });
});
