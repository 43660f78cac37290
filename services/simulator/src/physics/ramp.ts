const { exp } = Math;

/** A quantity on its way from one value to another, its distance shrinking e-fold every `tauMs`. */
export interface Ramp {
  readonly start: number;
  readonly target: number;
  readonly tauMs: number;
  /** A part of it that dies away, whatever the rest does. */
  readonly fading?: Fading;
}

/** A part of a quantity that has been dying away, e-fold every `tauMs`, for `ageMs` when its ramp began. */
export interface Fading {
  readonly part: number;
  readonly ageMs: number;
  readonly tauMs: number;
}

/** How much of a fading part is gone, from 0 to 1. */
export function fadedAt({ ageMs, tauMs }: Fading, elapsedMs: number): number {
  return 1 - exp(-(ageMs + elapsedMs) / tauMs);
}

/** The value `elapsedMs` after the ramp began. */
export function rampAt(ramp: Ramp, elapsedMs: number): number {
  const whole = wholeRampAt(ramp, elapsedMs);
  return ramp.fading === undefined ? whole : whole * (1 - ramp.fading.part * fadedAt(ramp.fading, elapsedMs));
}

/** The value as it would be if nothing of it faded: what the next ramp begins with. */
export function wholeRampAt({ start, target, tauMs }: Ramp, elapsedMs: number): number {
  return target + (start - target) * exp(-elapsedMs / tauMs);
}

/** The integral of the ramp over its first `elapsedMs`, in value × seconds, in closed form. */
export function rampIntegral(ramp: Ramp, elapsedMs: number): number {
  const whole = wholeIntegral(ramp, elapsedMs);
  return (ramp.fading === undefined ? whole : whole - fadedIntegral(ramp, ramp.fading, elapsedMs, whole)) / 1000;
}

function wholeIntegral({ start, target, tauMs }: Ramp, elapsedMs: number): number {
  return target * elapsedMs + (start - target) * tauMs * (1 - exp(-elapsedMs / tauMs));
}

/** What the fading part has cost: the integral of ramp × part × (1 − e^(−(age+t)/tau)), a sum of exponentials. */
function fadedIntegral({ start, target, tauMs }: Ramp, { part, ageMs, tauMs: fadeMs }: Fading, elapsedMs: number, whole: number): number {
  const bothMs = 1 / (1 / tauMs + 1 / fadeMs);
  const settled = target * fadeMs * (1 - exp(-elapsedMs / fadeMs));
  const transient = (start - target) * bothMs * (1 - exp(-elapsedMs / bothMs));
  return part * (whole - exp(-ageMs / fadeMs) * (settled + transient));
}
