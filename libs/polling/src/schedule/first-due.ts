import { tickAfter, type TickGrid } from './tick-grid.js';

/** What a key that is new to a schedule asks for. */
export interface Newcomer {
  /** A newcomer's first poll comes within this time: at its next tick where that is soon enough, else before it, for the tick in force. */
  readonly firstWithinMs?: number;
  /** Another had the newcomer until now, and may have died without polling the tick in force: that is polled in any case. */
  readonly takenOver?: boolean;
}

/**
 * When a newcomer is polled first. Those whose next tick is too far off are spread over the time allowed, in the order of their ticks, so that
 * none of these comes while the first poll is on its way. The others wait for their tick, but for those taken over: they come halfway to it.
 */
export function firstDue({ firstWithinMs, takenOver }: Newcomer, grid: TickGrid, now: number): number {
  const next = tickAfter(grid, now);
  if (firstWithinMs === undefined) return next;
  const wait = next - now;
  if (wait > firstWithinMs) return now + Math.floor(((wait - firstWithinMs) / (grid.intervalMs - firstWithinMs)) * firstWithinMs);
  return takenOver === true ? now + Math.floor(wait / 2) : next;
}
