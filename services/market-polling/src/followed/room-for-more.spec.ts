import { expect, it } from '@jest/globals';
import type { SourcePlan } from '../plan/source-plan.js';
import { roomForMore } from './room-for-more.js';

const each = { creditsPerCall: 1, callsPerRefresh: 1 };
const plan = (creditsPerMonth: number): SourcePlan => ({
  source: 'test',
  tier: 'test',
  callsPerMinute: 30,
  creditsPerMonth,
  requests: [
    { ...each, name: 'prices', use: 'price', intervalSeconds: 300 },
    { ...each, name: 'historical', use: 'history', intervalSeconds: 86_400 },
  ],
});
const others: SourcePlan = { ...plan(8_928), requests: plan(0).requests.slice(0, 1) };

it.each([
  { what: 'the calls that are left', plans: [plan(8_928 + 31 + 4 * 31 + 30)], named: 1, room: 4 },
  { what: 'what is allowed', plans: [plan(100_000)], named: 1, room: 20 },
  { what: 'the ids of one call', plans: [plan(100_000)], named: 240, room: 9 },
  { what: 'what is allowed, where no history is asked for', plans: [others], named: 1, room: 20 },
  { what: 'none, where nothing is left', plans: [plan(8_928)], named: 1, room: 0 },
])('the room for coins that are not named is $what', ({ plans, named, room }) => {
  expect(roomForMore(plans, named, 20)).toBe(room);
});
