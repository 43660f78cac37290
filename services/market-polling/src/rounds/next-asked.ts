import type { TimedTask } from './ticker.js';

/** The latest time that a clock can show, in UTC milliseconds. */
const endOfTime = 8.64e15;

/** When the task that asks for this asks next, in UTC milliseconds; null where there is none, or no such time. */
export function nextAsked(tasks: readonly TimedTask[], asks: string, nowMs: number): number | null {
  const task = tasks.find((each) => each.asks === asks);
  if (task === undefined) return null;
  const at = task.next(Math.max(nowMs, (task.idleUntil?.(nowMs) ?? nowMs) - 1));
  return at <= endOfTime ? at : null;
}
