import type { MinerTraits } from '../fleet/miner-traits.js';

/** One life of a device: from a reboot the firmware does by itself to the next. */
export interface LifeSpan {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** The life a moment falls into: found in closed form, so that no history has to be lived through to know the present. */
export function lifeSpanAt({ lifeMs, lifePhaseMs }: MinerTraits, t: number): LifeSpan {
  const number = Math.floor((t - lifePhaseMs) / lifeMs);
  const startOf = (life: number): number => Math.floor(lifePhaseMs + life * lifeMs);
  return { number, from: startOf(number), to: startOf(number + 1) };
}
