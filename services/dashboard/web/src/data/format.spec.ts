import { describe, expect, it } from '@jest/globals';
import { figures, number } from './format.js';

describe('numbers', () => {
  it.each([
    [0.0012684, '0.001268'],
    [-0.000057, '-0.000057'],
    [0, '0'],
    [1.2345, '1.235'],
    [9_435.4, '9,435'],
    [266_038_565_268_611, '266,038,565,268,611'],
    [null, '–'],
  ])('writes %p with the figures that say something: %p', (value, text) => {
    expect(figures(value)).toBe(text);
  });

  it.each([
    [0.0012684, '0.001'],
    [60, '60.0'],
    [undefined, '–'],
  ])('writes %p as the column of a table: %p', (value, text) => {
    expect(number(value)).toBe(text);
  });
});
