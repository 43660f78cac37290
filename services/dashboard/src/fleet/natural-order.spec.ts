import { describe, expect, it } from '@jest/globals';
import { compareKeys, naturalKey } from './natural-order.js';

describe('the natural order', () => {
  it.each([
    ['m2', 'm10'],
    ['M2', 'm3'],
    ['rack 9 / 99', 'rack 10 / 1'],
    ['a', 'a1'],
    ['10.0.0.9', '10.0.0.10'],
  ])('has %s before %s', (before, after) => {
    expect(compareKeys(naturalKey(before), naturalKey(after))).toBe(-1);
    expect(compareKeys(naturalKey(after), naturalKey(before))).toBe(1);
  });

  it('takes leading zeros for nothing', () => expect(naturalKey('m007')).toBe(naturalKey('m7')));
});
