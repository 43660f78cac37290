import { describe, expect, it } from '@jest/globals';
import { often, planInOneSentence, until } from './market-plan.js';

const request = { name: 'global', interval_s: 300, schedule: null, calls_per_month: 8_928, credits_per_month: 8_928, next_at: null };
const budget = { plan: 'demo', cap: 10_000, spent: 400, resets_at: null, planned: 9_796, runs_out_at: null };
const cost = 'The plan takes 9,796 of 10,000 credits in a month of 31 days.';

describe('the plan of a source, in words', () => {
  it.each([
    { change: {}, text: 'every 5 min' },
    { change: { interval_s: 86_400 }, text: 'every 24 h' },
    { change: { schedule: '5 0 * * * (UTC)' }, text: 'by 5 0 * * * (UTC)' },
  ])('is asked $text', ({ change, text }) => expect(often({ ...request, ...change })).toBe(text));

  it.each([
    { at: null, text: '–' },
    { at: 1_000, text: 'due' },
    { at: 31_000, text: 'in 30 s' },
  ])('is due $text', ({ at, text }) => expect(until(at, 1_000)).toBe(text));

  it.each([
    { change: {}, text: `${cost} They last until the count begins anew.` },
    { change: { spent: null }, text: `${cost} What is spent is not known yet.` },
    {
      change: { runs_out_at: 172_801_000 },
      text: `${cost} At this pace they run out in 2 d, on 1970-01-03 (UTC), before the count begins anew.`,
    },
    { change: { runs_out_at: 1_000 }, text: `${cost} They are used up until the count begins anew.` },
    { change: { planned: null }, text: '' },
  ])('costs: $text', ({ change, text }) => expect(planInOneSentence({ ...budget, ...change }, 1_000)).toBe(text));

  it('costs nothing that is told where nobody counts', () => expect(planInOneSentence(null, 0)).toBe(''));
});
