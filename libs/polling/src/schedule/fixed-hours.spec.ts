import { describe, expect, it } from '@jest/globals';
import { changesClocks, splitFixedHours } from './fixed-hours.js';

describe('an expression that names its hours', () => {
  it.each([
    ['0,30 2 * * 1-5', ['0 2 * * 1-5', '30 2 * * 1-5']],
    ['30 2 * * *', ['30 2 * * *']],
    ['0 */2 * * *', ['0 */2 * * *']],
    ['*/15 * 1 * *', ['*/15 * 1 * *']],
  ])('%s has one expression for each time of day, %j', (expression, parts) => {
    expect(splitFixedHours(expression, 'America/New_York')).toEqual(parts);
  });

  it('stays whole where the clocks are not changed', () => {
    expect(splitFixedHours('0,30 2 * * *', 'UTC')).toEqual(['0,30 2 * * *']);
  });

  it.each([
    ['Europe/Zurich', true],
    ['Australia/Lord_Howe', true],
    ['Asia/Tokyo', false],
    ['UTC', false],
  ])('in %s: whether the clocks change is %s', (zone, changes) => {
    expect(changesClocks(zone)).toBe(changes);
  });
});
