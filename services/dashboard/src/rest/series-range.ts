import { Problem } from '@lodestream/service-kit';
import type { StepsRequest } from './steps.query.js';

/** From when to when, and in which steps. */
export interface SeriesRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

const hourMs = 3_600_000;
const usualSteps = 300;
const mostSteps = 5_000;

/**
 * The range a request means. A step that nobody chose is a whole number of polling intervals, so that each holds equally many readings
 * and no gap appears where none is.
 * @throws Problem of status 400
 */
export function rangeOf(query: StepsRequest, nowMs: number, intervalMs: number | null): SeriesRange {
  const toMs = query.to ?? nowMs;
  const fromMs = query.from ?? Math.max(0, toMs - hourMs);
  if (fromMs >= toMs) throw Problem.wrong([{ field: 'from', message: 'it must be earlier than to' }]);
  const stepMs = query.step ?? usualStep(toMs - fromMs, intervalMs ?? 1_000);
  if ((toMs - fromMs) / stepMs > mostSteps)
    throw Problem.wrong([{ field: 'step', message: `it makes more than ${mostSteps} steps; choose a larger one` }]);
  return { fromMs, toMs, stepMs };
}

function usualStep(spanMs: number, intervalMs: number): number {
  const every = Math.max(1_000, intervalMs);
  return Math.max(1, Math.ceil(spanMs / usualSteps / every)) * every;
}
