const { atan, cos, PI, sqrt } = Math;

/** Air at one miner's intake: a mean, the swing of day and night, and the slower swing of the weather. */
export interface Ambient {
  readonly meanC: number;
  readonly dayAmplitudeC: number;
  readonly weatherAmplitudeC: number;
  /** When, in ms of the UTC day, it is warmest. */
  readonly warmestMs: number;
  readonly weatherPhaseMs: number;
}

const dayMs = 86_400_000;
const weatherMs = 4.3 * dayMs;

/** The air temperature at time `t`, in °C. */
export function ambientAt(ambient: Ambient, t: number): number {
  return ambient.meanC + swings(ambient, t, 0);
}

/** The air temperature as a body with the time constant `tauMs` feels it: smaller swings, later. */
export function laggedAmbientAt(ambient: Ambient, t: number, tauMs: number): number {
  return ambient.meanC + swings(ambient, t, tauMs);
}

/** The air is never warmer than this, in °C. */
export function warmestOf(ambient: Ambient): number {
  return ambient.meanC + ambient.dayAmplitudeC + ambient.weatherAmplitudeC;
}

function swings(ambient: Ambient, t: number, tauMs: number): number {
  const day = ambient.dayAmplitudeC * swing(t - ambient.warmestMs, dayMs, tauMs);
  return day + ambient.weatherAmplitudeC * swing(t - ambient.weatherPhaseMs, weatherMs, tauMs);
}

function swing(t: number, periodMs: number, tauMs: number): number {
  const omega = (2 * PI) / periodMs;
  const lag = omega * tauMs;
  return cos(omega * t - atan(lag)) / sqrt(1 + lag * lag);
}
