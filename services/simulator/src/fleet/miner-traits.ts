import type { Ambient } from '../physics/ambient.js';
import { type MinerModel, minerModels } from '../physics/miner-model.js';
import { hash32, uniform, uniformIn } from '../random/hash.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const minersPerRack = 20;

/** Everything about one virtual miner that never changes: a function of the farm's seed and its number. */
export interface MinerTraits {
  readonly index: number;
  readonly id: string;
  /** The key all of its chance is drawn from. */
  readonly key: number;
  readonly model: MinerModel;
  readonly location: string;
  readonly firmwareVersion: '1.2.6' | '1.2.7';
  /** How this very device differs from its model's nominal rate and power. */
  readonly rateFactor: number;
  readonly powerFactor: number;
  /** °C of its hottest board above the air for each watt. */
  readonly heatPerWatt: number;
  /** Part of the whole rate each board contributes; they add up to 1. */
  readonly boardWeights: readonly number[];
  /** How much cooler than the hottest each board runs, in °C. */
  readonly boardOffsetsC: readonly number[];
  readonly ambient: Ambient;
  readonly shareDifficulty: number;
  /** The firmware restarts itself every so often; the phase makes the farm do it one by one. */
  readonly lifeMs: number;
  readonly lifePhaseMs: number;
}

/** The traits of the miner numbered `index` in the farm grown from `seed`. */
export function traitsOf(seed: number, index: number): MinerTraits {
  const key = hash32(seed, index, 0x6d31);
  const model = pickModel(uniform(key, 1));
  const lifeMs = Math.floor(uniformIn(9, 25, key, 2) * dayMs);
  return {
    index,
    id: `sim-${String(index + 1).padStart(5, '0')}`,
    key,
    model,
    location: `rack_${Math.floor(index / minersPerRack) + 1}_position_${(index % minersPerRack) + 1}`,
    firmwareVersion: uniform(key, 3) < 0.35 ? '1.2.6' : '1.2.7',
    rateFactor: uniformIn(0.98, 1.025, key, 4),
    powerFactor: uniformIn(0.975, 1.025, key, 5),
    heatPerWatt: (uniformIn(29, 33, key, 6) - (model.chipAbovePcb - 10) * 0.6) / model.watts,
    boardWeights: weightsOf(key, model.boards),
    boardOffsetsC: offsetsOf(key, model.boards),
    ambient: ambientOf(seed, Math.floor(index / minersPerRack)),
    shareDifficulty: difficultyOf(model),
    lifeMs,
    lifePhaseMs: Math.floor(uniform(key, 7) * lifeMs),
  };
}

function pickModel(chance: number): MinerModel {
  let below = 0;
  return minerModels.find((model) => chance < (below += model.share)) ?? minerModels[0]!;
}

function weightsOf(key: number, boards: number): number[] {
  const raw = Array.from({ length: boards }, (_, board) => uniformIn(0.985, 1.015, key, 20, board));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}

function offsetsOf(key: number, boards: number): number[] {
  const hottest = hash32(key, 21) % boards;
  return Array.from({ length: boards }, (_, board) => (board === hottest ? 0 : uniformIn(0.5, 3, key, 22, board)));
}

function ambientOf(seed: number, rack: number): Ambient {
  return {
    meanC: uniformIn(24.5, 28, seed, 30, rack),
    dayAmplitudeC: uniformIn(3, 4.5, seed, 31, rack),
    weatherAmplitudeC: 1.5,
    warmestMs: 15 * hourMs,
    weatherPhaseMs: uniform(seed, 32) * 4 * dayMs,
  };
}

/** The power of two at which a share is found every 8 to 16 seconds. */
function difficultyOf(model: MinerModel): number {
  const perSecond = model.hashesPerSecond / model.hashesPerShareDifficulty;
  return 2 ** Math.ceil(Math.log2(perSecond * 8));
}
