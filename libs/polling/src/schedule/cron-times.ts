import { Cron } from 'croner';

/** A year with months of every length, and 366 days. */
const referenceYear = 2028;
const never = Number.MAX_SAFE_INTEGER;

/**
 * Times by a cron expression of five fields (minute, hour, day, month, weekday) in a time zone. A time that the clocks jump over in spring
 * is made up for when they have; one that they show twice in autumn counts once where the expression names fixed hours.
 */
export class CronTimes {
  private readonly cron: Cron;

  /** @throws Error on what is no expression or no time zone; {@link cronFault} tells beforehand */
  constructor(
    readonly expression: string,
    readonly timeZone: string,
  ) {
    this.cron = new Cron(expression, { timezone: timeZone, paused: true, mode: '5-part' });
    // a wrong time zone is only noticed when it is used
    this.cron.nextRun(new Date(0));
  }

  /** The first time after `afterMs`, in UTC milliseconds; beyond every clock where there is none. */
  next(afterMs: number): number {
    return this.cron.nextRun(new Date(afterMs))?.getTime() ?? never;
  }

  /** Most times in any calendar month, of a year with every length of month: its days that match, each with all times of a day. */
  mostInAMonth(): number {
    const [minute, hour, ...day] = this.expression.trim().split(/\s+/);
    const aDay = countBetween(`${minute} ${hour} * * *`, Date.UTC(referenceYear, 0, 1), Date.UTC(referenceYear, 0, 2));
    const days = Array.from({ length: 12 }, (_, month) =>
      countBetween(`0 0 ${day.join(' ')}`, Date.UTC(referenceYear, month, 1), Date.UTC(referenceYear, month + 1, 1)),
    );
    return aDay * Math.max(...days);
  }
}

/** Counted in UTC, where every day has 24 hours. */
function countBetween(expression: string, from: number, until: number): number {
  const times = new CronTimes(expression, 'UTC');
  let count = 0;
  for (let at = times.next(from - 1); at < until; at = times.next(at)) count += 1;
  return count;
}

/** What is wrong with an expression or a time zone, as a sentence; null where nothing is. */
export function cronFault(expression: string, timeZone: string): string | null {
  try {
    new CronTimes(expression, timeZone);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
