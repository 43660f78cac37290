import { type Ambient, laggedAmbientAt } from './ambient.js';
import type { Ramp } from './ramp.js';

const { exp } = Math;

/** Heat sinks of an air-cooled miner follow their power and air with this time constant. */
export const thermalTauMs = 180_000;

/** What decides a board's temperature from one moment on, as long as power's ramp and the cooling stay the same. */
export interface Warming {
  readonly since: number;
  readonly startC: number;
  readonly ambient: Ambient;
  readonly power: Ramp;
  /** °C above the air for each watt once settled. */
  readonly heatPerWatt: number;
}

/**
 * The board temperature at `t`: the exact solution of `tau × dT/dt = air(t) + heatPerWatt × power(t) − T`.
 * Power's ramp must not have the time constant of the heat sinks itself.
 */
export function warmthAt(warming: Warming, t: number): number {
  const { since, startC, ambient, power, heatPerWatt } = warming;
  const settled = heatPerWatt * power.target;
  const following = (heatPerWatt * (power.start - power.target)) / (1 - thermalTauMs / power.tauMs);
  const fading = startC - laggedAmbientAt(ambient, since, thermalTauMs) - settled - following;
  const elapsed = t - since;
  const transient = following * exp(-elapsed / power.tauMs) + fading * exp(-elapsed / thermalTauMs);
  return laggedAmbientAt(ambient, t, thermalTauMs) + settled + transient;
}

/** The temperature of a board that has long been at constant power. */
export function settledWarmth(ambient: Ambient, t: number, watts: number, heatPerWatt: number): number {
  return laggedAmbientAt(ambient, t, thermalTauMs) + heatPerWatt * watts;
}
