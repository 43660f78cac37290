import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeTicks, encodeTicks, judge, nothingPassed, remember, type Passed, type PassedTick } from './passed-ticks.js';

const minuteMs = 60_000;
const passed: Passed = {
  ...nothingPassed,
  forgottenMs: 60,
  ticks: [
    { tickMs: 300, offset: 30 },
    { tickMs: 200, offset: 45 },
    { tickMs: 100, offset: 10 },
  ],
};

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
    expect(judge(nothingPassed, { tickMs: 1, offset: 0 }, 8)).toBe('first');
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
    expect(remember(passed, { tickMs, offset: 99 }, 3, keepFrom).ticks.map((each) => each.tickMs)).toEqual(kept);
  });
});

describe('a gap', () => {
  /** Ticks at these minutes, each in a chunk of its own, where two are remembered. */
  const after = (...minutes: readonly number[]): Passed =>
    minutes.reduce((so, minute, offset) => remember(so, { tickMs: minute * minuteMs, offset }, 2, offset), nothingPassed);
  const verdictOn = (minute: number, so: Passed): string => judge(so, { tickMs: minute * minuteMs, offset: 99 }, 2);

  it('is known of once the ticks before it are forgotten', () => {
    expect(after(1, 2, 3, 60, 61, 62).gap).toEqual({ fromMs: 3 * minuteMs, toMs: 60 * minuteMs });
    expect(after(1, 2, 3, 12, 13, 14).gap).toBeNull();
  });

  it('lets what lies in it pass, in order, and nothing else', () => {
    const so = after(1, 2, 3, 60, 61, 62);
    expect([2, 3, 4, 59, 60].map((minute) => verdictOn(minute, so))).toEqual(['late', 'late', 'first', 'first', 'duplicate']);
    const later = after(1, 2, 3, 60, 61, 62, 63, 4, 5, 6);
    expect([4, 5, 6, 7, 60, 62].map((minute) => verdictOn(minute, later))).toEqual([
      'late',
      'late',
      'duplicate',
      'first',
      'late',
      'duplicate',
    ]);
  });

  it('gives way to a newer one', () => {
    expect(after(1, 2, 30, 31, 32, 90, 91, 92).gap).toEqual({ fromMs: 32 * minuteMs, toMs: 90 * minuteMs });
  });
});

describe('encodeTicks', () => {
  const time = fc.integer({ min: -2e15, max: 2e15 });
  const tick = fc.record({ tickMs: time, offset: fc.integer({ min: 0, max: 2 ** 51 }) });

  it('keeps anything exactly', () => {
    const gap = fc.record({ fromMs: time, longMs: fc.nat() }).map(({ fromMs, longMs }) => ({ fromMs, toMs: fromMs + longMs }));
    const forgotten = fc.record({ forgottenMs: time, gap: fc.option(gap) });
    const any = fc.tuple(fc.array(tick), fc.option(forgotten)).map(([ticks, more]) => ({ ...nothingPassed, ticks, ...more }));
    fc.assert(fc.property(any, (some) => expect(decodeTicks(encodeTicks(some))).toEqual(some)));
  });

  it('reads what was written without a word of what was forgotten, and sees no gap before its oldest', () => {
    const ticks: PassedTick[] = [{ tickMs: 100 * minuteMs, offset: 7 }];
    const alone = encodeTicks({ ...nothingPassed, ticks }).subarray(0, -1);
    expect(decodeTicks(alone)).toEqual({ ticks, forgottenMs: 100 * minuteMs, gap: null });
  });

  it('needs some 50 bytes for 8 ticks a minute apart', () => {
    const ticks = Array.from({ length: 8 }, (_, index) => ({ tickMs: 1.8e12 - index * minuteMs, offset: 9e8 - index * 4_200 }));
    expect(encodeTicks({ ticks, forgottenMs: 1.8e12 - 8 * minuteMs, gap: null }).length).toBeLessThan(60);
  });
});
