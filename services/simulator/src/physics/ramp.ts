const { exp } = Math;

/** A quantity on its way from one value to another, its distance shrinking e-fold every `tauMs`. */
export interface Ramp {
  readonly start: number;
  readonly target: number;
  readonly tauMs: number;
}

/** The value `elapsedMs` after the ramp began. */
export function rampAt(ramp: Ramp, elapsedMs: number): number {
  return ramp.target + (ramp.start - ramp.target) * exp(-elapsedMs / ramp.tauMs);
}

/** The integral of the ramp over its first `elapsedMs`, in value × seconds, in closed form. */
export function rampIntegral(ramp: Ramp, elapsedMs: number): number {
  const settled = ramp.target * elapsedMs;
  const excess = (ramp.start - ramp.target) * ramp.tauMs * (1 - exp(-elapsedMs / ramp.tauMs));
  return (settled + excess) / 1000;
}
