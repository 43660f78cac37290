import { PermanentError } from '@lodestream/component';
import { anchorMs } from './asset-sheet.js';

/** Blocks are counted from the opening on when somebody first asks, which takes half a second of a CPU a year. */
const mostYears = 10;
const yearMs = 365 * 86_400_000;

/**
 * Refuses an opening from which blocks can't be told: before the figures of the sheets hold heights would be below zero, and too long
 * before the farm's present the first question would stop the simulator for minutes.
 * @throws PermanentError naming the option and what it may be
 */
export function checkOpening(startMs: number, nowMs: number): void {
  if (startMs >= anchorMs && nowMs - startMs <= mostYears * yearMs) return;
  const opened = Number.isFinite(startMs) ? new Date(startMs).toISOString() : 'at no time';
  const bounds = `${new Date(anchorMs).toISOString()} or later, and at most ${mostYears} years before the farm's present, which speed moves on faster`;
  throw new PermanentError(`a farm with a market can't have opened ${opened}; opened_at must be ${bounds}`, 'validation');
}
