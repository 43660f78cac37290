import { describe, expect, it } from '@jest/globals';
import { CronTimes } from './cron-times.js';
import { mostInAMonth } from './most-in-a-month.js';

/** Times that really come in October of a year, one after the other. */
function inOctober(expressions: readonly string[]): number {
  const all = expressions.map((expression) => new CronTimes(expression, 'Europe/Zurich'));
  const next = (at: number): number => Math.min(...all.map((times) => times.next(at)));
  let count = 0;
  for (let at = next(Date.parse('2028-10-01T00:00+02:00') - 1); at < Date.parse('2028-11-01T00:00+01:00'); at = next(at)) count += 1;
  return count;
}

describe('the most times in a month', () => {
  it.each([
    [['0 * * * *'], 745],
    [['*/15 * * * *'], 2_980],
    [['30 2 * * *'], 31],
    [['0,30 2 * * *'], 62],
    [['0 9,17 * * 1'], 10],
    [['0 0 1 * *'], 1],
    [['0 0 1 7 *'], 1],
    [['0 0 30 2 *'], 0],
    [['*/10 * * * *', '*/30 * * * *'], 4_470],
    [['0 9 * * 1-5', '0 9 * * *'], 31],
    [['0 9 * * 1-5', '0 10 * * 6'], 27],
  ])('of %j are %i where the clocks change', (expressions, most) => {
    expect(mostInAMonth(expressions.map((expression) => new CronTimes(expression, 'Europe/Zurich')))).toBe(most);
  });

  it('are those that really come', () => {
    const expressions = ['0 * * * *', '20 * * * *', '0,30 2 * * *'];
    expect(inOctober(expressions)).toBe(mostInAMonth(expressions.map((expression) => new CronTimes(expression, 'Europe/Zurich'))));
  });

  it('know of no hour that comes twice where the clocks stay', () => {
    expect(mostInAMonth([new CronTimes('0 * * * *', 'UTC')])).toBe(744);
  });
});
