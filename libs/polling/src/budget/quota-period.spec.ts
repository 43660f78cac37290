import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periodEnd, periodStart, type QuotaPeriod } from './quota-period.js';

const MONTH: QuotaPeriod = { kind: 'calendar_month' };
const BILLING: QuotaPeriod = { kind: 'billing_month', day: 31 };
const CYCLE: QuotaPeriod = { kind: 'cycle', days: 30, anchorMs: Date.UTC(2026, 0, 5, 12) };

describe('the period of a quota', () => {
  it.each([
    { period: MONTH, at: '2026-02-28T23:59:59.999Z', start: '2026-02-01T00:00:00.000Z', end: '2026-03-01T00:00:00.000Z' },
    { period: MONTH, at: '2026-12-01T00:00:00.000Z', start: '2026-12-01T00:00:00.000Z', end: '2027-01-01T00:00:00.000Z' },
    { period: BILLING, at: '2026-02-15T00:00:00.000Z', start: '2026-01-31T00:00:00.000Z', end: '2026-02-28T00:00:00.000Z' },
    { period: BILLING, at: '2026-02-28T00:00:00.000Z', start: '2026-02-28T00:00:00.000Z', end: '2026-03-31T00:00:00.000Z' },
    { period: BILLING, at: '2027-01-30T23:59:59.999Z', start: '2026-12-31T00:00:00.000Z', end: '2027-01-31T00:00:00.000Z' },
    { period: CYCLE, at: '2026-02-04T11:59:59.999Z', start: '2026-01-05T12:00:00.000Z', end: '2026-02-04T12:00:00.000Z' },
    { period: CYCLE, at: '2026-02-04T12:00:00.000Z', start: '2026-02-04T12:00:00.000Z', end: '2026-03-06T12:00:00.000Z' },
    { period: CYCLE, at: '2026-01-05T11:59:59.999Z', start: '2025-12-06T12:00:00.000Z', end: '2026-01-05T12:00:00.000Z' },
  ])('of $period.kind at $at is $start to $end', ({ period, at, start, end }) => {
    expect(new Date(periodStart(period, Date.parse(at))).toISOString()).toBe(start);
    expect(new Date(periodEnd(period, Date.parse(at))).toISOString()).toBe(end);
  });

  it('holds its moment, and the next period begins where it ends', () => {
    fc.assert(
      fc.property(fc.constantFrom(MONTH, CYCLE, BILLING, { ...BILLING, day: 15 }), fc.integer({ min: 0, max: 4e12 }), (period, at) => {
        expect(periodStart(period, at) <= at && at < periodEnd(period, at)).toBe(true);
        expect(periodStart(period, periodEnd(period, at))).toBe(periodEnd(period, at));
      }),
    );
  });
});
