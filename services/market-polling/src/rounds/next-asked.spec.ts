import { describe, expect, it } from '@jest/globals';
import { nextAsked } from './next-asked.js';
import type { TimedTask } from './ticker.js';

const run = (): Promise<void> => Promise.resolve();
const hourly = (afterMs: number): number => (Math.floor(afterMs / 100) + 1) * 100;
const tasks: TimedTask[] = [
  { name: 'prices', asks: 'prices/one', next: hourly, run },
  { name: 'idle', asks: 'history/one', next: hourly, idleUntil: () => 500, run },
  { name: 'busy', asks: 'history/two', next: hourly, idleUntil: (nowMs) => nowMs, run },
  { name: 'over', asks: 'global/one', next: () => Number.MAX_SAFE_INTEGER, run },
  { name: 'followed', next: hourly, run },
];

describe('when something is asked next', () => {
  it.each([
    { asks: 'prices/one', nowMs: 130, at: 200 },
    { asks: 'prices/one', nowMs: 200, at: 300 },
    { asks: 'history/one', nowMs: 130, at: 500 },
    { asks: 'history/two', nowMs: 130, at: 200 },
    { asks: 'global/one', nowMs: 130, at: null },
    { asks: 'chain/none', nowMs: 130, at: null },
  ])('is $at for $asks at $nowMs', ({ asks, nowMs, at }) => expect(nextAsked(tasks, asks, nowMs)).toBe(at));
});
