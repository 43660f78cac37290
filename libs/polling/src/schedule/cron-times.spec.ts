import { describe, expect, it } from '@jest/globals';
import { CronTimes, cronFault } from './cron-times.js';

const iso = (ms: number): string => new Date(ms).toISOString();

function runs(expression: string, zone: string, from: string, count: number): string[] {
  const times = new CronTimes(expression, zone);
  const found: number[] = [];
  for (let at = Date.parse(from); found.length < count;) found.push((at = times.next(at)));
  return found.map(iso);
}

describe('times by cron', () => {
  it('come in their time zone, each after the one before', () => {
    expect(runs('30 2 * * *', 'UTC', '2026-11-01T02:30:00Z', 2)).toEqual(['2026-11-02T02:30:00.000Z', '2026-11-03T02:30:00.000Z']);
    expect(runs('0 9 * * 1-5', 'America/New_York', '2026-11-06T20:00:00Z', 2)).toEqual([
      '2026-11-09T14:00:00.000Z',
      '2026-11-10T14:00:00.000Z',
    ]);
  });

  it('keep to the local hour where the offset changes', () => {
    expect(runs('0 4 * * *', 'Europe/Zurich', '2027-03-27T00:00:00Z', 2)).toEqual(['2027-03-27T03:00:00.000Z', '2027-03-28T02:00:00.000Z']);
  });

  it('do not leave out the day on which the clocks jump over the time', () => {
    const [before, jumped, after] = runs('30 2 * * *', 'Europe/Zurich', '2027-03-27T00:00:00Z', 3);
    expect([before, after]).toEqual(['2027-03-27T01:30:00.000Z', '2027-03-29T00:30:00.000Z']);
    expect(jumped).toMatch(/^2027-03-28T01:/);
  });

  it('come once on the day on which the clocks show the time twice', () => {
    expect(runs('30 2 * * *', 'Europe/Zurich', '2026-10-24T12:00:00Z', 2).map((at) => at.slice(0, 10))).toEqual([
      '2026-10-25',
      '2026-10-26',
    ]);
  });

  it('go on through both hours of that day where every hour is meant', () => {
    expect(runs('0 * * * *', 'Europe/Zurich', '2026-10-24T23:30:00Z', 4)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-10-25T03:00:00.000Z',
    ]);
  });

  it('never come where no calendar has the day', () => {
    expect(new CronTimes('0 0 30 2 *', 'UTC').next(0)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    { spring: '0,30 2 * * *', expected: ['2027-03-28T01:00:00.000Z', '2027-03-29T00:00:00.000Z', '2027-03-29T00:30:00.000Z'] },
    { spring: '15 2,3 * * *', expected: ['2027-03-28T01:00:00.000Z', '2027-03-28T01:15:00.000Z', '2027-03-29T00:15:00.000Z'] },
    { spring: '*/30 1-2 * * 0', expected: ['2027-03-28T00:00:00.000Z', '2027-03-28T00:30:00.000Z', '2027-03-28T01:00:00.000Z'] },
  ])('make up for what $spring misses where the clocks jump over it, once', ({ spring, expected }) => {
    expect(runs(spring, 'Europe/Zurich', '2027-03-27T22:00:00Z', 3)).toEqual(expected);
  });

  it.each([
    ['0,30 2 * * *', ['2026-10-25T00:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:00:00.000Z']],
    ['0 2-3 * * *', ['2026-10-25T00:00:00.000Z', '2026-10-25T02:00:00.000Z', '2026-10-26T01:00:00.000Z']],
  ])('come once at each time of %s on the day on which the clocks show it twice', (expression, expected) => {
    expect(runs(expression, 'Europe/Zurich', '2026-10-24T12:00:00Z', 3)).toEqual(expected);
  });

  it.each([
    ['61 * * * *', 'UTC'],
    ['* * * *', 'UTC'],
    ['* * * * * *', 'UTC'],
    ['nonsense', 'UTC'],
    ['0 0 30 2 *', 'UTC'],
    ['0 0 * * *', 'Mars/Olympus'],
  ])('are none by %s in %s', (expression, zone) => {
    expect(cronFault(expression, zone)).toEqual(expect.any(String));
    expect(cronFault('0 0 * * *', 'UTC')).toBeNull();
  });
});
