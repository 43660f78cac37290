import { CronTimes, cronFault, mostInAMonth, tickAfter } from '@lodestream/polling';
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

/** Seconds of the longest month, which plans are worked out over. */
export const longestMonthSeconds = 31 * 86_400;

/** By the expression of that name where there is one, by the interval otherwise. */
export function cadenceOf(name: string, intervalSeconds: number, schedules: Schedules | undefined): Cadence {
  const expression = expressionsOf(schedules).get(name);
  if (schedules === undefined || expression === undefined) return { intervalSeconds, cron: null };
  const cron = new CronTimes(expression, schedules.time_zone);
  return { cron, intervalSeconds: secondsFor(Math.max(1, mostInAMonth([cron]))) };
}

/**
 * The times at which something is asked that is wanted in two manners. One that goes by the longer interval comes along with the other;
 * an expression has times of its own.
 */
export function askedAt(often: Cadence, seldom: Cadence): readonly Cadence[] {
  if (seldom.cron === null && often.intervalSeconds <= seldom.intervalSeconds) return [often];
  return often.cron === null && seldom.cron === null ? [seldom] : [often, seldom];
}

/** Whether something is due at a tick that was done last at another one; what was never done is. */
export function isDue({ cron, intervalSeconds }: Cadence, lastTick: number | null, tick: number): boolean {
  if (lastTick === null) return true;
  const grid = { intervalMs: intervalSeconds * 1_000, phaseMs: 0 };
  return tick >= (cron?.next(lastTick) ?? tickAfter(grid, lastTick));
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

/** What a plan says of the times of something. */
export interface PlannedTimes {
  readonly name: string;
  readonly intervalSeconds: number;
  readonly schedule?: string;
}

/** What a plan says of a cadence. */
export function plannedBy({ intervalSeconds, cron }: Cadence): { intervalSeconds: number; schedule?: string } {
  return cron === null ? { intervalSeconds } : { intervalSeconds, schedule: `${cron.expression} (${cron.timeZone})` };
}

/** The rows of a plan for times of {@link askedAt}: expressions that fall together cost one call; beside an interval each costs its own. */
export function plannedTogether(often: string, seldom: string, cadences: readonly Cadence[]): PlannedTimes[] {
  const [first, second] = cadences.map(plannedBy);
  if (second === undefined) return [{ name: often, ...first! }];
  const rows = [
    { name: often, ...first! },
    { name: seldom, ...second },
  ];
  if (first!.schedule === undefined || second.schedule === undefined) return rows;
  return [{ name: often, intervalSeconds: secondsTogether(cadences), schedule: `${first!.schedule} and ${second.schedule}` }];
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
