import type { Effects } from '../faults/effects.js';
import type { MinerTraits } from '../fleet/miner-traits.js';
import { coolingFactor, type CoolingSetup } from '../physics/cooling.js';
import { presetNamed } from '../physics/presets.js';
import type { Fading } from '../physics/ramp.js';
import type { DeviceState, Phase } from './segment.js';

/** What the control board and slow fans draw. */
const standbyWatts = 45;
/** What a device draws while its boards wake up. */
const wakingWatts = 146;
/** Part of a preset's watts that does not depend on the boards: control board, fans, power supply. */
const fixedPart = 0.03;
/** Part of their watts that boards draw while a hung process gives them no work. */
const idleBoards = 0.35;

const drawn: Readonly<Record<Exclude<Phase, 'mining' | 'auto-tuning'>, number>> = {
  off: 0,
  initializing: wakingWatts,
  starting: wakingWatts * 2,
  restarting: wakingWatts,
  'shutting-down': wakingWatts,
  stopped: standbyWatts,
  failure: standbyWatts,
};

/** Whether the process has its boards at work in this phase. */
export function isMining(phase: Phase): phase is 'mining' | 'auto-tuning' {
  return phase === 'mining' || phase === 'auto-tuning';
}

/** Hashes a second that a device's present setup is good for with all of its boards. */
export function nominalRate(traits: MinerTraits, device: DeviceState): number {
  return presetNamed(traits.model, device.applied.preset).hashesPerSecond * traits.rateFactor;
}

/** The hashrate a device settles at, in hashes a second. */
export function settledRate(traits: MinerTraits, device: DeviceState, effects: Effects): number {
  if (!isMining(device.phase) || device.frozenAt !== null) return 0;
  return nominalRate(traits, device) * livingWeight(traits, effects);
}

/** A chip that drifts loses its rate e-fold in six hours. */
const driftTauMs = 6 * 3_600_000;

/** The part of a device's rate that a drifting chip takes along, from `at` on. */
export function fadingOf(traits: MinerTraits, { drift, deadBoards }: Effects, at: number): Fading | undefined {
  if (drift === null || (deadBoards >>> drift.board) & 1) return undefined;
  const living = traits.boardWeights.reduce((sum, weight, board) => ((deadBoards >>> board) & 1 ? sum : sum + weight), 0);
  const part = traits.boardWeights[drift.board]! / living / traits.model.chipsPerBoard;
  return { part, ageMs: at - drift.since, tauMs: driftTauMs };
}

/** The power a device settles at, in watts. */
export function settledPower(traits: MinerTraits, device: DeviceState, effects: Effects): number {
  if (!isMining(device.phase)) return drawn[device.phase];
  const watts = presetNamed(traits.model, device.applied.preset).watts * traits.powerFactor;
  const working = device.frozenAt === null ? 1 : idleBoards;
  return watts * (fixedPart + (1 - fixedPart) * livingWeight(traits, effects) * working);
}

/** °C above the air for each watt, with the cooling as it is. */
export function heatResistance(traits: MinerTraits, device: DeviceState, effects: Effects): number {
  return traits.heatPerWatt * effects.heat * coolingFactor(coolingOf(traits, device, effects));
}

/** The cooling of a device under its faults. */
export function coolingOf(traits: MinerTraits, device: DeviceState, effects: Effects): CoolingSetup {
  const { mode, param } = device.applied.cooling;
  return { mode, param, fans: traits.model.fans, fansLost: bitsIn(effects.lostFans, traits.model.fans) };
}

/** How many of the first `width` bits are set. */
export function bitsIn(mask: number, width: number): number {
  let bits = 0;
  for (let bit = 0; bit < width; bit += 1) bits += (mask >>> bit) & 1;
  return bits;
}

function livingWeight(traits: MinerTraits, effects: Effects): number {
  if (effects.deadBoards === 0) return 1;
  return traits.boardWeights.reduce((sum, weight, board) => ((effects.deadBoards >>> board) & 1 ? sum : sum + weight), 0);
}
