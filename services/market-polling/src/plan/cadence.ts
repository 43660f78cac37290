import { CronTimes, cronFault, mostInAMonth } from '@lodestream/polling';
import type { Judgement } from '@lodestream/service-kit';

/** How often something is done. */
export interface Cadence {
  /** Seconds between two times; by a cron expression, as they are on average in the month that has most of them. */
  readonly intervalSeconds: number;
  /** The times themselves where an expression decides; null where the interval does. */
  readonly cron: CronTimes | null;
}

/** Cron expressions by the setting whose interval they stand in for, and the time zone of all of them. */
export interface Schedules {
  readonly time_zone: string;
}

const longestMonthSeconds = 31 * 86_400;

/** By the expression of that name where there is one, by the interval otherwise. */
export function cadenceOf(name: string, intervalSeconds: number, schedules: Schedules | undefined): Cadence {
  const expression = expressionsOf(schedules).get(name);
  if (schedules === undefined || expression === undefined) return { intervalSeconds, cron: null };
  const cron = new CronTimes(expression, schedules.time_zone);
  return { cron, intervalSeconds: secondsFor(Math.max(1, mostInAMonth([cron]))) };
}

/** Seconds between two times of several cadences taken together; a time of several expressions counts once. */
export function secondsTogether(cadences: readonly Cadence[]): number {
  if (cadences.length === 1) return cadences[0]!.intervalSeconds;
  const crons = cadences.flatMap(({ cron }) => (cron === null ? [] : [cron]));
  const byInterval = cadences
    .filter(({ cron }) => cron === null)
    .map(({ intervalSeconds }) => Math.ceil(longestMonthSeconds / intervalSeconds));
  const times = byInterval.reduce((sum, each) => sum + each, crons.length === 0 ? 0 : mostInAMonth(crons));
  return secondsFor(Math.max(1, times));
}

/** Whole seconds that make so many times of a month of 31 days, never fewer. */
function secondsFor(times: number): number {
  const longer = Math.ceil(longestMonthSeconds / times);
  return Math.ceil(longestMonthSeconds / longer) === times ? longer : Math.floor(longestMonthSeconds / times);
}

/** What a plan says of a cadence. */
export function plannedBy({ intervalSeconds, cron }: Cadence): { intervalSeconds: number; schedule?: string } {
  return cron === null ? { intervalSeconds } : { intervalSeconds, schedule: `${cron.expression} (${cron.timeZone})` };
}

/** What is wrong with the expressions, each at its setting. */
export function judgeSchedules(schedules: Schedules | undefined): Judgement[] {
  const zone = schedules?.time_zone ?? 'UTC';
  const zoneFault = cronFault('0 0 * * *', zone);
  if (zoneFault !== null)
    return [{ path: ['schedules', 'time_zone'], message: zoneFault, remedy: 'Name a zone of the IANA list, such as Europe/Zurich.' }];
  return [...expressionsOf(schedules)].flatMap(([name, expression]) => {
    const fault = cronFault(expression, zone);
    const remedy = 'Give minute, hour, day, month and weekday, such as "30 2 * * *".';
    return fault === null ? [] : [{ path: ['schedules', name], message: fault, remedy }];
  });
}

function expressionsOf(schedules: Schedules | undefined): ReadonlyMap<string, string> {
  const entries: [string, unknown][] = Object.entries(schedules ?? {});
  return new Map(entries.filter((entry): entry is [string, string] => entry[0] !== 'time_zone' && typeof entry[1] === 'string'));
}
