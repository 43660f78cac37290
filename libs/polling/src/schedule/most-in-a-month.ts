import type { CronTimes } from './cron-times.js';
import { changesClocks, daysOfMonth, hasWildHours, minutesOfADay } from './fixed-hours.js';

/**
 * Most times that one or another of several expressions of one time zone comes in any calendar month; a time of several counts once. The
 * hour that comes twice in autumn is counted for those that go on through it.
 */
export function mostInAMonth(all: readonly CronTimes[]): number {
  const ofADay = all.map(({ expression }) => minutesOfADay(expression));
  const months = Array.from({ length: 12 }, (_, month) => {
    const perDay = Map.groupBy(
      all.flatMap(({ expression }, index) => daysOfMonth(expression, month).map((day) => ({ day, index }))),
      ({ day }) => day,
    );
    return [...perDay.values()].reduce((sum, matching) => sum + union(matching.map(({ index }) => ofADay[index]!)).size, 0);
  });
  return Math.max(...months) + inTheHourAgain(all, ofADay);
}

/** Times within the busiest hour of the day, of those expressions that come again when the clocks go back over it. */
function inTheHourAgain(all: readonly CronTimes[], ofADay: readonly (readonly number[])[]): number {
  const again = union(all.flatMap((times, index) => (comesAgain(times) ? [ofADay[index]!] : [])));
  const perHour = Map.groupBy(again, (minute) => Math.floor(minute / 60));
  return Math.max(0, ...[...perHour.values()].map(({ length }) => length));
}

const comesAgain = ({ expression, timeZone }: CronTimes): boolean => hasWildHours(expression) && changesClocks(timeZone);

const union = (sets: readonly (readonly number[])[]): Set<number> => new Set(sets.flat());
