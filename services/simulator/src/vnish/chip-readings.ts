import type { MinerTraits } from '../fleet/miner-traits.js';
import { driftedAt, type Reading } from '../life/reading.js';
import { presetNamed } from '../physics/presets.js';
import { uniform } from '../random/hash.js';
import { smoothNoise } from '../random/smooth-noise.js';
import { boardState, chipGrades, driftGrade, hardwareErrors, placeOf } from './summary-chains.js';

/** One chip of a board, in hashes a second, MHz, mV and °C. */
export interface ChipReading {
  readonly id: number;
  readonly rate: number;
  readonly frequencyMhz: number;
  readonly millivolts: number;
  readonly celsius: number;
  readonly errors: number;
  readonly grade: 'grey' | 'orange' | 'red';
}

/** The chips of one board: they share its rate, and the weak ones have less of it. */
export function chipsOf(traits: MinerTraits, reading: Reading, board: number): ChipReading[] {
  const { chipsPerBoard } = traits.model;
  const grades = chipGrades(traits, reading, board);
  const preset = presetNamed(traits.model, reading.segment.device.applied.preset);
  const { measuredRate, chipC, alive } = reading.boards[board]!;
  const errors = hardwareErrors(reading, traits.boardWeights[board]! / chipsPerBoard);
  const { drift } = reading.segment.effects;
  const lost = drift?.board === board ? driftedAt(reading.segment, reading.at) : 0;
  return Array.from({ length: chipsPerBoard }, (_, id) => {
    const drifts = lost > 0 && drift?.chip === id;
    const grade = drifts ? driftGrade(lost) : gradeOf(traits, board, id, grades);
    const strength = drifts ? 1 - lost : grade === 'grey' ? 1 : grade === 'orange' ? 0.82 : 0;
    const own = 1 + 0.04 * smoothNoise(traits.key, 200 + board * 200 + id, reading.at, 15_000);
    return {
      id,
      rate: (measuredRate / (chipsPerBoard - lost)) * strength * own,
      frequencyMhz: alive ? Math.round(preset.frequencyMhz) : 0,
      millivolts: alive ? Math.round(preset.millivolts / (chipsPerBoard / 3)) : 0,
      celsius: alive ? Math.round((chipC - 14 * uniform(traits.key, 210, board, id)) * 10) / 10 : 0,
      errors: grade === 'grey' ? errors : errors * 6 + 3,
      grade,
    };
  });
}

/** The sensors of a board: one at each end of its chips. */
export function sensorsOf(traits: MinerTraits, reading: Reading, board: number): Record<string, unknown>[] {
  const state = boardState(traits, reading, board);
  if (state === 'disconnected') return [];
  const { pcbC, chipC, alive } = reading.boards[board]!;
  return [18, 0].map((below, at) => ({
    state: alive ? 'measure' : 'error',
    board: Math.round(pcbC - below),
    chip: Math.round(chipC - below),
    loc: at === 0 ? 0 : traits.model.chipsPerBoard - 1,
  }));
}

/** The first places of a seeded order are the weak ones, so that chips and their counts in a summary agree. */
function gradeOf(traits: MinerTraits, board: number, id: number, { red, orange }: { red: number; orange: number }): ChipReading['grade'] {
  const { chipsPerBoard } = traits.model;
  if (red === chipsPerBoard) return 'red';
  const place = placeOf(traits, board, id);
  if (place < red) return 'red';
  return place < red + orange ? 'orange' : 'grey';
}
