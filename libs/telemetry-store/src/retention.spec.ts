import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { dayMs, oldestKept, RetentionPlan } from './retention.js';

const classes = [
  { name: 'a', measurements: ['x', 'y'], days: 2 },
  { name: 'rest', measurements: ['*'], days: null },
];

describe('RetentionPlan', () => {
  it('finds the class of a measurement, and takes the class for all others where none names it', () => {
    const plan = new RetentionPlan(classes);
    expect(['x', 'y', 'z'].map((measurement) => plan.classOf(measurement)?.name)).toEqual(['a', 'a', 'rest']);
    expect(new RetentionPlan(classes.slice(0, 1)).classOf('z')).toBeUndefined();
  });

  it.each([
    { why: 'two classes of one name', wrong: [classes[0]!, { ...classes[0]!, measurements: ['z'] }] },
    { why: 'a measurement in two classes', wrong: [classes[0]!, { name: 'b', measurements: ['y'], days: 1 }] },
  ])('refuses $why', ({ wrong }) => {
    expect(() => new RetentionPlan(wrong)).toThrow(PermanentError);
  });

  it('names the classes there are when asked for one there is not', () => {
    expect(() => new RetentionPlan(classes).named('b')).toThrow('only a, rest');
  });
});

describe('oldestKept', () => {
  it.each([
    { days: 2, expected: 8 * dayMs },
    { days: null, expected: Number.NEGATIVE_INFINITY },
  ])('is $expected for $days days', ({ days, expected }) => {
    expect(oldestKept({ name: 'a', measurements: [], days }, 10 * dayMs)).toBe(expected);
  });
});
