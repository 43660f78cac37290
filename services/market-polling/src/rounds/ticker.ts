import type { Clock } from '@lodestream/component';

/** Something done at times of its own. */
export interface TimedTask {
  readonly name: string;
  /** The first time after `afterMs` at which it is due, in UTC milliseconds. */
  readonly next: (afterMs: number) => number;
  readonly run: (tick: number, signal: AbortSignal) => Promise<void>;
  /** The time to begin with at once, such as the tick in force; null waits for the next one. */
  readonly first?: (nowMs: number) => number | null;
  /** What it asks for, and of whom, as `prices/coingecko`; left out where it asks nobody. */
  readonly asks?: string;
  /** The first time from `nowMs` on from which it has something to ask, where it has not at each of its times. */
  readonly idleUntil?: (nowMs: number) => number;
}

/** A step of the wall clock is noticed after this long. */
const longestSleepMs = 900_000;
/** A time that was missed by more is let go, so that a stall is not followed by a burst. */
const latestMs = 60_000;

/**
 * Runs each task at its own times until `signal` aborts. A task's runs never overlap; a tick is run at most once, and one that was missed
 * is not made up for.
 */
export async function runTasks(tasks: readonly TimedTask[], clock: Clock, signal: AbortSignal): Promise<void> {
  await Promise.all(tasks.map((task) => runTask(task, clock, signal)));
}

async function runTask(task: TimedTask, clock: Clock, signal: AbortSignal): Promise<void> {
  const first = task.first?.(clock.now()) ?? null;
  if (first !== null && !signal.aborted) await task.run(first, signal);
  let due = task.next(Math.max(first ?? 0, clock.now()));
  while (!signal.aborted) {
    const lateMs = clock.now() - due;
    if (lateMs < 0) {
      await clock.sleep(Math.min(longestSleepMs, -lateMs), signal);
      continue;
    }
    if (lateMs <= latestMs) await task.run(due, signal);
    due = task.next(Math.max(due, clock.now()));
  }
}
