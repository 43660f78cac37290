import { Cron } from 'croner';

/** A year with months of every length, and 366 days. */
const referenceYear = 2028;

/** Minutes of a day, from 0 to 1439, at which an expression comes on the days that it names. */
export function minutesOfADay(expression: string): number[] {
  const { times } = fieldsOf(expression);
  return timesIn(`${times} * * *`, Date.UTC(referenceYear, 0, 1), Date.UTC(referenceYear, 0, 2)).map((at) => (at / 60_000) % 1_440);
}

/** Days of a month (0 to 11) of a year with 366 days that an expression names, as UTC milliseconds of their beginning. */
export function daysOfMonth(expression: string, month: number): number[] {
  const { days } = fieldsOf(expression);
  return timesIn(`0 0 ${days}`, Date.UTC(referenceYear, month, 1), Date.UTC(referenceYear, month + 1, 1));
}

/** Whether an expression has every hour, or every so many of them, rather than naming them. */
export const hasWildHours = (expression: string): boolean => fieldsOf(expression).hour.includes('*');

/** Whether the clocks of a zone are changed twice a year. */
export function changesClocks(timeZone: string): boolean {
  const noon = new Cron('0 12 1 * *', { timezone: timeZone, paused: true, mode: '5-part' });
  const [winter, summer] = [0, 6].map((month) => noon.nextRun(new Date(Date.UTC(referenceYear, month, 0)))!.getTime() % 86_400_000);
  return winter !== summer;
}

/** One expression for each time of day, where the hours are named and the clocks change; otherwise the expression as it is. */
export function splitFixedHours(expression: string, timeZone: string): string[] {
  if (hasWildHours(expression) || !changesClocks(timeZone)) return [expression];
  const { days } = fieldsOf(expression);
  return minutesOfADay(expression).map((minute) => `${minute % 60} ${Math.floor(minute / 60)} ${days}`);
}

function fieldsOf(expression: string): { readonly hour: string; readonly times: string; readonly days: string } {
  const [minute = '', hour = '', ...days] = expression.trim().split(/\s+/);
  return { hour, times: `${minute} ${hour}`, days: days.join(' ') };
}

/** Counted in UTC, where every day has 24 hours. */
function timesIn(expression: string, from: number, until: number): number[] {
  const cron = new Cron(expression, { timezone: 'UTC', paused: true, mode: '5-part' });
  const found: number[] = [];
  for (let at = cron.nextRun(new Date(from - 1)); at !== null && at.getTime() < until; at = cron.nextRun(at)) found.push(at.getTime());
  return found;
}
