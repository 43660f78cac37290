const { max, min, pow } = Math;

/** How a miner is being cooled just now. */
export interface CoolingSetup {
  readonly mode: 'auto' | 'manual';
  /** The chips' target in °C when automatic, the duty in percent when manual. */
  readonly param: number;
  readonly fans: number;
  readonly fansLost: number;
}

/** The duty at which the model's nominal heat resistance holds. */
const nominalDuty = 63;
const minDuty = 10;

/** The fan controller's duty in percent: more for hotter chips, all it has once a fan is lost. */
export function fanDuty(setup: CoolingSetup, chipC: number, hashing: boolean): number {
  if (setup.mode === 'manual') return clampDuty(setup.param);
  if (!hashing) return clampDuty(nominalDuty + 2.2 * (chipC - setup.param));
  if (setup.fansLost > 0) return 100;
  return clampDuty(nominalDuty + 2.2 * (chipC - setup.param));
}

/** The factor on the heat resistance for lost fans and for a duty set by hand. */
export function coolingFactor(setup: CoolingSetup): number {
  const turning = max(0.25, setup.fans - setup.fansLost) / setup.fans;
  const lost = setup.fansLost > 0 ? pow(1 / turning, 0.8) : 1;
  const duty = setup.mode === 'manual' ? pow(nominalDuty / clampDuty(setup.param), 0.5) : 1;
  return lost * duty;
}

/** Revolutions per minute of a turning fan at a duty. */
export function fanRpm(maxRpm: number, duty: number): number {
  return maxRpm * (0.03 + (0.97 * duty) / 100);
}

function clampDuty(duty: number): number {
  return min(100, max(minDuty, duty));
}
