import type { MinerTraits } from '../fleet/miner-traits.js';
import { type BoardReading, driftedAt, type Reading } from '../life/reading.js';
import { isMining } from '../life/targets.js';
import { presetNamed } from '../physics/presets.js';
import { hash32 } from '../random/hash.js';
import { round1, round2 } from './answer.js';

/** How far the coolest sensor of a board stays below its hottest, in °C. */
const sensorSpread = 18;

/** The chains of a summary, numbered from 1; none while the process is not there to know them. */
export function chainsOf(traits: MinerTraits, reading: Reading, unit: number): string {
  if (!knowsBoards(reading)) return '[]';
  return `[${reading.boards.map((board, at) => chain(traits, reading, board, at, unit)).join(',')}]`;
}

/** Whether the mining process is in a state in which it lists its boards and fans. */
export function knowsBoards({ segment }: Reading): boolean {
  const { phase, paused } = segment.device;
  return phase !== 'failure' && (phase !== 'stopped' || paused);
}

/** The state a board reports; a dead one is either silent altogether or there and failing, as its seed has it. */
export function boardState(traits: MinerTraits, reading: Reading, board: number): string {
  const { phase } = reading.segment.device;
  if (!reading.boards[board]!.alive) return isDisconnected(traits, board) ? 'disconnected' : 'failure';
  if (isMining(phase)) return 'mining';
  return phase === 'stopped' || phase === 'shutting-down' ? 'stopped' : 'initializing';
}

/** Red, orange and grey chips of a board; a board that does not mine has only red ones. */
export function chipGrades(traits: MinerTraits, reading: Reading, board: number): Grades {
  const { chipsPerBoard } = traits.model;
  if (boardState(traits, reading, board) !== 'mining') return { red: chipsPerBoard, orange: 0, grey: 0 };
  const red = hash32(traits.key, 0xbad, board) % 50 === 0 ? 1 : 0;
  const orange = hash32(traits.key, 0xbae, board) % 3;
  return withDrift(traits, reading, board, { red, orange, grey: chipsPerBoard - red - orange });
}

/** The place of a chip in its board's seeded order, in which the weak ones stand first. */
export function placeOf(traits: MinerTraits, board: number, chip: number): number {
  return (chip + hash32(traits.key, 0x9ade, board)) % traits.model.chipsPerBoard;
}

/** The grade of a chip that has lost so much of its rate. */
export function driftGrade(lost: number): 'grey' | 'orange' | 'red' {
  if (lost < 0.15) return 'grey';
  return lost < 0.9 ? 'orange' : 'red';
}

interface Grades {
  readonly red: number;
  readonly orange: number;
  readonly grey: number;
}

/** The drifting chip leaves the count it was in, and joins that of its grade. */
function withDrift(traits: MinerTraits, reading: Reading, board: number, grades: Grades): Grades {
  const { drift } = reading.segment.effects;
  const lost = driftedAt(reading.segment, reading.at);
  if (drift?.board !== board || lost === 0) return grades;
  const place = placeOf(traits, board, drift.chip);
  const was = place < grades.red ? 'red' : place < grades.red + grades.orange ? 'orange' : 'grey';
  const without = { ...grades, [was]: grades[was] - 1 };
  const now = driftGrade(lost);
  return { ...without, [now]: without[now] + 1 };
}

/** `{"min":…,"max":…}` of a board's sensors; 0/0 when nothing was measured. */
export function temperatures(maxC: number, measured: boolean): string {
  if (!measured) return '{"min":0,"max":0}';
  return `{"min":${Math.round(maxC - sensorSpread)},"max":${Math.round(maxC)}}`;
}

function chain(traits: MinerTraits, reading: Reading, board: BoardReading, at: number, unit: number): string {
  const preset = presetNamed(traits.model, reading.segment.device.applied.preset);
  const ideal = (reading.nominalRate * traits.boardWeights[at]!) / unit;
  const rate = board.measuredRate / unit;
  const chips = chipGrades(traits, reading, at);
  const state = boardState(traits, reading, at);
  const there = state !== 'disconnected';
  const errors = hardwareErrors(reading, traits.boardWeights[at]!);
  const why = board.alive ? '' : `,"description":"${there ? 'Chain break detected' : 'Board is not connected'}"`;
  return (
    `{"id":${at + 1},"frequency":${board.alive ? round1(preset.frequencyMhz) : 0},"voltage":${board.alive ? preset.millivolts : 0},` +
    `"power_consumption":${Math.round(board.watts)},"hashrate_ideal":${round1(ideal)},"hashrate_rt":${round1(rate)},` +
    `"hashrate_percentage":${round2((rate * 100) / ideal)},"hr_error":${board.alive ? 0.02 : 0},"hw_errors":${board.alive ? errors : 0},` +
    `"pcb_temp":${temperatures(board.pcbC, there)},"chip_temp":${temperatures(board.chipC, there)},` +
    `"chip_statuses":{"red":${chips.red},"orange":${chips.orange},"grey":${chips.grey}},"status":{"state":"${state}"${why}}}`
  );
}

/** Wrong nonces so far: a fixed small part of all work. */
export function hardwareErrors(reading: Reading, part: number): number {
  return Math.floor((reading.work / reading.nominalRate) * part * 0.0048);
}

function isDisconnected(traits: MinerTraits, board: number): boolean {
  return hash32(traits.key, 0xd15, board) % 2 === 0;
}
