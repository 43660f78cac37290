import { warmthAt } from '../physics/warmth.js';
import type { Segment } from './segment.js';
import { isMining } from './targets.js';

const stepMs = 60_000;
/** Beyond this the transient is over and only the swing of the air is left, which a coarser look follows well enough. */
const transientMs = 20 * stepMs;
const coarseStepMs = 15 * stepMs;

/** When, in a segment that mines on, the hottest board passes the limit of the settings; Infinity when it never does. */
export function overheatsAt(segment: Segment, warmestAirC: number): number {
  const { device, warming, from, to } = segment;
  const limit = device.applied.restartTempC;
  if (!isMining(device.phase)) return Infinity;
  const peak = warmestAirC + warming.heatPerWatt * Math.max(warming.power.start, warming.power.target);
  if (peak < limit && warming.startC < limit) return Infinity;
  for (let at = from; at < to; at += at - from < transientMs ? stepMs : coarseStepMs) {
    const next = Math.min(to, at + (at - from < transientMs ? stepMs : coarseStepMs));
    if (warmthAt(warming, next) >= limit) return crossing(segment, limit, at, next);
  }
  return Infinity;
}

function crossing({ warming }: Segment, limit: number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < 20 && above - below > 1; step += 1) {
    const middle = Math.floor((below + above) / 2);
    if (warmthAt(warming, middle) >= limit) above = middle;
    else below = middle;
  }
  return above;
}
