import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeTicks, encodeTicks, judge, remember, type PassedTick } from './passed-ticks.js';

const passed = [
  { tickMs: 300, offset: 30 },
  { tickMs: 200, offset: 45 },
  { tickMs: 100, offset: 10 },
];

describe('judge', () => {
  it.each([
    { tickMs: 400, offset: 50, known: 3, verdict: 'first', why: 'it is newer than all' },
    { tickMs: 200, offset: 46, known: 3, verdict: 'duplicate', why: 'another message of it has passed' },
    { tickMs: 200, offset: 45, known: 3, verdict: 'again', why: 'it is the message that passed' },
    { tickMs: 250, offset: 51, known: 3, verdict: 'first', why: 'it came out of order, and none of it has passed' },
    { tickMs: 50, offset: 52, known: 3, verdict: 'late', why: 'it is older than what is remembered' },
    { tickMs: 50, offset: 52, known: 4, verdict: 'first', why: 'everything that ever passed is remembered' },
    { tickMs: 50, offset: 20, known: 2, verdict: 'first', why: 'one alone had passed when it first came' },
  ] as const)('takes $tickMs for $verdict, since $why', ({ tickMs, offset, known, verdict }) => {
    expect(judge(passed, { tickMs, offset }, known)).toBe(verdict);
  });

  it('takes the first of all for the first', () => {
    expect(judge([], { tickMs: 1, offset: 0 }, 8)).toBe('first');
  });
});

describe('remember', () => {
  it.each([
    { tickMs: 400, keepFrom: 99, kept: [400, 300, 200, 100] },
    { tickMs: 250, keepFrom: 99, kept: [300, 250, 200, 100] },
    { tickMs: 400, keepFrom: 100, kept: [400, 300, 200] },
    { tickMs: 50, keepFrom: 99, kept: [300, 200, 100, 50] },
    { tickMs: 50, keepFrom: 100, kept: [300, 200, 100] },
  ])('keeps $kept with $tickMs, where what passed from $keepFrom on may come again', ({ tickMs, keepFrom, kept }) => {
    expect(remember(passed, { tickMs, offset: 99 }, 3, keepFrom).map((each) => each.tickMs)).toEqual(kept);
  });
});

describe('encodeTicks', () => {
  it('keeps any list exactly', () => {
    const tick = fc.record({ tickMs: fc.integer({ min: -2e15, max: 2e15 }), offset: fc.integer({ min: 0, max: 2 ** 51 }) });
    fc.assert(fc.property(fc.array(tick), (list: PassedTick[]) => expect(decodeTicks(encodeTicks(list))).toEqual(list)));
  });

  it('needs some 50 bytes for 8 ticks a minute apart', () => {
    const list = Array.from({ length: 8 }, (_, index) => ({ tickMs: 1.8e12 - index * 60_000, offset: 9e8 - index * 4_200 }));
    expect(encodeTicks(list).length).toBeLessThan(60);
  });
});
