import { describe, expect, it } from '@jest/globals';
import { amountAt, timeAt, unexpected } from './shape.js';

describe('an answer that is not of the shape agreed on', () => {
  it.each([
    { got: undefined, says: 'nothing' },
    { got: null, says: 'null' },
    { got: [1, 2], says: 'a list of 2' },
    { got: 'x'.repeat(100), says: `the text "${'x'.repeat(40)}"` },
    { got: false, says: 'boolean false' },
    { got: {}, says: 'an object of ' },
    { got: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, says: 'an object of a, b, c, d, e …' },
  ])('says that $says came', ({ got, says }) => {
    expect(unexpected('/x', '$.y', 'a number', got)).toMatchObject({
      errorClass: 'version',
      message: `/x: expected a number at $.y, got ${says}`,
    });
  });

  it('is malformed where nothing at all could be read', () => {
    expect(unexpected('/x', '$', 'a list', undefined).errorClass).toBe('malformed');
  });
});

describe('an amount that is always listed', () => {
  it.each([
    [1.5, 1.5],
    ['1.5e-8', 1.5e-8],
    [0, null],
    [-1, null],
    [1e-31, null],
    [1e30, 1e30],
    [null, null],
  ])('%j is %j', (value, expected) => {
    expect(amountAt('/x', '$', value)).toBe(expected);
  });

  it.each([undefined, '', 'n/a', true, Number.NaN, 1.1e30, -Infinity, '1e400', {}, [1]])('%j is none', (value) => {
    expect(() => amountAt('/x', '$.a', value)).toThrow('expected a number or null at $.a');
  });
});

describe('a time that is always listed', () => {
  it.each([
    ['2026-11-20T09:59:00.000Z', 1_795_168_740_000],
    [1_795_168_740, 1_795_168_740_000],
    [null, null],
  ])('%j is %j', (value, expected) => {
    expect(timeAt('/x', '$', value)).toBe(expected);
  });

  it.each([undefined, 'yesterday', 0, -1, 1_795_168_740_000])('%j is none', (value) => {
    expect(() => timeAt('/x', '$.t', value)).toThrow('expected an ISO date, Unix seconds or null at $.t');
  });
});
