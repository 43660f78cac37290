import { type CronTimes, tickAfter, tickAtOrBefore, type TickGrid, tickGridOf } from '@lodestream/polling';
import type { Cadence } from '../plan/cadence.js';

/** When something is done again and again; both in UTC milliseconds. */
export interface Times {
  /** The time a new process begins with: what it does not know it can not show. */
  first(nowMs: number): number;
  /** The first time after one. */
  next(afterMs: number): number;
}

/** Every so often, each name at a phase of its own, so that not all fall into one second. */
export function gridTimes(name: string, intervalMs: number): Times {
  return onGrid(tickGridOf(`market.${name}`, intervalMs));
}

/** Every so often, halfway between the times of another that is asked more often. */
export function staggeredTimes(intervalMs: number, name: string, { intervalMs: otherMs }: { readonly intervalMs: number }): Times {
  const { phaseMs } = tickGridOf(`market.${name}`, otherMs);
  return onGrid({ intervalMs, phaseMs: (phaseMs + Math.floor(otherMs / 2)) % intervalMs });
}

/** The times of an expression; a new process begins at once. */
export function cronTimes(cron: CronTimes): Times {
  return { first: (nowMs) => nowMs, next: (afterMs) => cron.next(afterMs) };
}

/** The times of an interval or an expression. */
export function timesOf(name: string, { cron, intervalSeconds }: Cadence): Times {
  return cron === null ? gridTimes(name, intervalSeconds * 1_000) : cronTimes(cron);
}

/** The times of all of them; it begins with the newest that has come. */
export function anyOf(all: readonly Times[]): Times {
  return {
    first: (nowMs) => Math.max(...all.map((times) => times.first(nowMs))),
    next: (afterMs) => Math.min(...all.map((times) => times.next(afterMs))),
  };
}

function onGrid(grid: TickGrid): Times {
  return { first: (nowMs) => tickAtOrBefore(grid, nowMs), next: (afterMs) => tickAfter(grid, afterMs) };
}
