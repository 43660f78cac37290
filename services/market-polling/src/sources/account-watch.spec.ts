import { expect, it } from '@jest/globals';
import { type Account, AccountWatch } from './account-watch.js';
import { monthFrom } from './open-gate.js';

const now = Date.UTC(2026, 10, 20);
const silent: Account = { used: null, limit: null, resetsAtMs: null };

function toldOf(day: number, account: Partial<Account>): string[] {
  const details: string[] = [];
  const plan = { source: 'test', tier: 'free', creditsPerMonth: 10_000 };
  const watch = new AccountWatch(plan, monthFrom(day), ({ detail }) => details.push(detail));
  for (let time = 0; time < 2; time += 1) watch.compare({ ...silent, ...account }, now);
  return details;
}

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
  expect(toldOf(day, { resetsAtMs: resets })).toEqual(told);
});

it.each([
  { limit: 5_000, told: ['It gives 5,000 credits a month, and the plan free that is configured counts with 10,000: set tier.'] },
  { limit: 10_000, told: [] },
  { limit: 15_000, told: [] },
  { limit: null, told: [] },
])('an account of $limit credits against 10,000 is told of as $told, once', ({ limit, told }) => {
  expect(toldOf(1, { limit })).toEqual(told);
});
