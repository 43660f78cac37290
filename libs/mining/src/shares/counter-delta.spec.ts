import { describe, expect, it } from '@jest/globals';
import { counterDeltas } from './counter-delta.js';

const counts = (accepted: number | null, rejected: number | null, stale: number | null) => ({
  accepted,
  rejected,
  stale,
});

describe('counterDeltas', () => {
  it.each([
    {
      why: 'counts on',
      before: counts(10, 1, 0),
      now: counts(15, 1, 2),
      expected: { ...counts(5, 0, 2), reset: false },
    },
    {
      why: 'nothing before',
      before: null,
      now: counts(15, 1, 2),
      expected: { ...counts(null, null, null), reset: false },
    },
    {
      why: 'one went back',
      before: counts(10, 1, 0),
      now: counts(3, 1, 0),
      expected: { ...counts(3, 1, 0), reset: true },
    },
    {
      why: 'only the rejected went back',
      before: counts(10, 5, 0),
      now: counts(12, 0, 0),
      expected: { ...counts(12, 0, 0), reset: true },
    },
    {
      why: 'a counter missing now',
      before: counts(10, 1, 4),
      now: counts(15, 1, null),
      expected: { ...counts(5, 0, null), reset: false },
    },
    {
      why: 'a counter missing before',
      before: counts(10, 1, null),
      now: counts(15, 1, 4),
      expected: { ...counts(5, 0, null), reset: false },
    },
    {
      why: 'nothing new',
      before: counts(10, 1, 0),
      now: counts(10, 1, 0),
      expected: { ...counts(0, 0, 0), reset: false },
    },
  ])('$why', ({ before, now, expected }) => {
    expect(counterDeltas(before, now)).toEqual(expected);
  });

  it('counts from zero after a restart, though the counters have already passed where they were', () => {
    expect(counterDeltas(counts(10, 1, 0), counts(12, 1, 0), true)).toEqual({
      ...counts(12, 1, 0),
      reset: true,
    });
  });
});
