import { uniform } from './hash.js';

const { floor } = Math;

/** Uniform numbers of [-1, 1] have a variance of 1/3, blending two of them smoothly keeps about 0.74 of it. */
const unitDeviation = 1 / Math.sqrt(0.74 / 3);

/** Smooth noise of mean 0 and deviation 1 over time: random values on a grid of `periodMs`, blended between its points. */
export function smoothNoise(key: number, channel: number, t: number, periodMs: number): number {
  const slot = floor(t / periodMs);
  const part = t / periodMs - slot;
  const blend = part * part * (3 - 2 * part);
  const from = uniform(key, channel, slot) * 2 - 1;
  const to = uniform(key, channel, slot + 1) * 2 - 1;
  return (from + (to - from) * blend) * unitDeviation;
}
