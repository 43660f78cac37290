import { ambientAt } from '../physics/ambient.js';
import { fanDuty, fanRpm } from '../physics/cooling.js';
import { fadedAt, rampAt, rampIntegral, wholeRampAt } from '../physics/ramp.js';
import { warmthAt } from '../physics/warmth.js';
import { smoothNoise } from '../random/smooth-noise.js';
import type { MinerTraits } from '../fleet/miner-traits.js';
import type { Segment } from './segment.js';
import { coolingOf, isMining, nominalRate } from './targets.js';

const { floor, max, round } = Math;

/** One board, as it truly is and as the device measures it. */
export interface BoardReading {
  readonly alive: boolean;
  readonly rate: number;
  readonly measuredRate: number;
  readonly watts: number;
  readonly pcbC: number;
  readonly chipC: number;
}

/** One fan; a lost one stands still. */
export interface FanReading {
  readonly lost: boolean;
  readonly rpm: number;
}

/** A device at one moment: true values, and what its sensors and estimates make of them. Hashes a second, W, °C. */
export interface Reading {
  readonly at: number;
  readonly segment: Segment;
  readonly rate: number;
  readonly measuredRate: number;
  readonly nominalRate: number;
  /** Mean rate since the process began. */
  readonly averageRate: number;
  readonly watts: number;
  readonly measuredWatts: number;
  readonly ambientC: number;
  readonly duty: number;
  readonly boards: readonly BoardReading[];
  readonly fans: readonly FanReading[];
  /** Hashes the process has done. */
  readonly work: number;
}

/** Reads a device at `t`, a moment inside `segment`. */
export function readDevice(traits: MinerTraits, segment: Segment, t: number): Reading {
  const elapsed = t - segment.from;
  const rate = rampAt(segment.rate, elapsed);
  const hottest = warmthAt(segment.warming, t);
  // leakage: warmer chips draw a little more for the same work
  const watts = rampAt(segment.power, elapsed) * (1 + 0.0006 * (hottest - 58));
  const work = segment.work + rampIntegral(segment.rate, elapsed);
  const boards = readBoards(traits, segment, t, { rate: wholeRampAt(segment.rate, elapsed), watts, hottest });
  const chipC = hottest + traits.model.chipAbovePcb;
  const duty = fanDuty(coolingOf(traits, segment.device, segment.effects), chipC, isMining(segment.device.phase));
  const on = segment.device.phase !== 'off';
  return {
    at: t,
    segment,
    rate,
    measuredRate: boards.reduce((sum, board) => sum + board.measuredRate, 0),
    nominalRate: nominalRate(traits, segment.device),
    averageRate: (work * 1000) / max(1000, t - segment.device.processSince),
    watts,
    measuredWatts: round(watts * (1 + 0.003 * smoothNoise(traits.key, 50, t, 4_000))),
    ambientC: ambientAt(traits.ambient, t),
    duty: on ? round(duty) : 0,
    boards,
    fans: readFans(traits, segment, t, on ? duty : 0),
    work,
  };
}

/** How much of its rate the drifting chip of a device has lost, from 0 to 1; 0 where none drifts. */
export function driftedAt({ rate, from }: Segment, t: number): number {
  return rate.fading === undefined ? 0 : fadedAt(rate.fading, t - from);
}

/** How much slower than its duty asks a worn fan turns in the end, and how long it takes to get there. */
const fullWear = 0.45;
const wearTauMs = 12 * 3_600_000;

interface Whole {
  /** As if no chip drifted. */
  readonly rate: number;
  readonly watts: number;
  readonly hottest: number;
}

function readBoards(traits: MinerTraits, segment: Segment, t: number, whole: Whole): BoardReading[] {
  const { key, boardWeights, boardOffsetsC, model } = traits;
  const { effects } = segment;
  const lost = driftedAt(segment, t) / model.chipsPerBoard;
  const alive = (board: number): boolean => ((effects.deadBoards >>> board) & 1) === 0;
  const living = boardWeights.reduce((sum, weight, board) => (alive(board) ? sum + weight : sum), 0) || 1;
  const swing = 1 + 0.005 * smoothNoise(key, 60, t, 60_000) + 0.004 * smoothNoise(key, 61, t, 3_600_000);
  return boardWeights.map((weight, board) => {
    const part = alive(board) ? weight / living : 0;
    const rate = whole.rate * part * (effects.drift?.board === board ? 1 - lost : 1);
    const pcbC = whole.hottest - boardOffsetsC[board]! - (alive(board) ? 0 : 14);
    return {
      alive: alive(board),
      rate,
      measuredRate: rate * (swing + 0.014 * smoothNoise(key, 62 + board, t, 5_000)),
      watts: whole.watts * 0.97 * part,
      pcbC,
      chipC: pcbC + model.chipAbovePcb,
    };
  });
}

function readFans({ key, model }: MinerTraits, { effects }: Segment, t: number, duty: number): FanReading[] {
  return Array.from({ length: model.fans }, (_, fan) => {
    const lost = ((effects.lostFans >>> fan) & 1) === 1;
    const worn = effects.wear?.fan === fan ? fullWear * (1 - Math.exp(-(t - effects.wear.since) / wearTauMs)) : 0;
    const exact = fanRpm(model.fanMaxRpm, duty) * (1 - worn) * (1 + 0.008 * smoothNoise(key, 80 + fan, t, 6_000));
    // the tachometer counts half turns over a second
    return { lost, rpm: lost || duty === 0 ? 0 : floor(exact / 30) * 30 };
  });
}
