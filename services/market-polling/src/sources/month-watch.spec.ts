import { expect, it } from '@jest/globals';
import { MonthWatch } from './month-watch.js';
import { monthFrom } from './open-gate.js';

const now = Date.UTC(2026, 10, 20);

it.each([
  {
    day: 1,
    resets: Date.UTC(2026, 11, 15, 8),
    told: ['Its count of credits begins anew on 2026-12-15, ours on 2026-12-01: set billing_day to 15.'],
  },
  { day: 15, resets: Date.UTC(2026, 11, 15, 8), told: [] },
  { day: 1, resets: Date.UTC(2026, 11, 1), told: [] },
  { day: 1, resets: null, told: [] },
])('a month from day $day against a reset at $resets is told of as $told, once', ({ day, resets, told }) => {
  const details: string[] = [];
  const watch = new MonthWatch('test', monthFrom(day), ({ detail }) => details.push(detail));
  watch.compare(resets, now);
  watch.compare(resets, now);
  expect(details).toEqual(told);
});
