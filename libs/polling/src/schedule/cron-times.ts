import { Cron } from 'croner';
import { splitFixedHours } from './fixed-hours.js';

const never = Number.MAX_SAFE_INTEGER;

/**
 * Times by a cron expression of five fields (minute, hour, day, month, weekday) in a time zone. A time that the clocks jump over in spring
 * is made up for when they have; one that they show twice in autumn counts once. That holds where the expression names its hours, one or
 * several: where it has every hour, or every so many of them, it goes on through both hours of autumn and leaves out that of spring.
 */
export class CronTimes {
  private readonly crons: readonly Cron[];

  /** @throws Error on what is no expression or no time zone; {@link cronFault} tells beforehand */
  constructor(
    readonly expression: string,
    readonly timeZone: string,
  ) {
    const whole = cronOf(expression, timeZone);
    const parts = splitFixedHours(expression, timeZone);
    this.crons = parts.length === 1 ? [whole] : parts.map((part) => cronOf(part, timeZone));
  }

  /** The first time after `afterMs`, in UTC milliseconds; beyond every clock where there is none. */
  next(afterMs: number): number {
    const after = new Date(afterMs);
    return Math.min(...this.crons.map((cron) => cron.nextRun(after)?.getTime() ?? never));
  }
}

function cronOf(expression: string, timeZone: string): Cron {
  const cron = new Cron(expression, { timezone: timeZone, paused: true, mode: '5-part' });
  // a wrong time zone is only noticed when it is used
  cron.nextRun(new Date(0));
  return cron;
}

/** What is wrong with an expression or a time zone, as a sentence; null where nothing is. */
export function cronFault(expression: string, timeZone: string): string | null {
  try {
    const isEver = new CronTimes(expression, timeZone).next(0) < never;
    return isEver ? null : `${expression} names a time that never comes`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
