import { presetNamed } from '../physics/presets.js';
import type { Reading } from '../life/reading.js';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { type Answer, type Call, hashrateUnit, json, reportedBy, round1, round2 } from './answer.js';
import { chipsOf, sensorsOf } from './chip-readings.js';
import { serialOf } from './identity.js';
import { boardState, knowsBoards } from './summary-chains.js';

/** `GET /chains`: every board with every chip; empty while the process does not know its boards. */
export function chains({ miner, at }: Call): Answer {
  const reading = reportedBy(miner, at);
  if (!knowsBoards(reading)) return json([]);
  return json(reading.boards.map((_, board) => chain(miner, reading, board)));
}

/** `GET /chips`: the older shape of the same. */
export function chips({ miner, at }: Call): Answer {
  const reading = reportedBy(miner, at);
  const { traits } = miner;
  const { size } = hashrateUnit(miner);
  const rows = (board: number): unknown[] =>
    chipsOf(traits, reading, board).map(({ id, rate, frequencyMhz, celsius, errors, grade }) => ({
      id: id + 1,
      hashrate: round2(rate / size),
      freq: frequencyMhz,
      temp: Math.round(celsius),
      errors,
      status: grade,
    }));
  const known = knowsBoards(reading) ? reading.boards.map((_, board) => ({ id: board + 1, chips: rows(board) })) : [];
  return json({ chips_per_chain: traits.model.chipsPerBoard, chains: known });
}

/** `GET /chains/factory-info`: serial numbers of boards and power supply; a device that failed does not know them. */
export function factoryInfo({ miner, at }: Call): Answer {
  const reading = reportedBy(miner, at);
  const { traits } = miner;
  const { size } = hashrateUnit(miner);
  if (!knowsBoards(reading)) return json({ hr_stock: null, has_pics: null, psu_model: null, psu_serial: null, chains: null });
  return json({
    hr_stock: round1(traits.model.hashesPerSecond / size),
    has_pics: true,
    psu_model: 'APW121215f',
    psu_serial: serialOf('PS', traits.key, 9),
    chains: traits.boardWeights.map((weight, board) => ({
      id: board + 1,
      board_model: `BHB-${traits.model.shortName.toUpperCase()}`,
      serial: serialOf('HB', traits.key, board),
      chip_bin: 1 + (traits.key % 4),
      freq: traits.model.frequencyMhz,
      volt: traits.model.millivolts,
      hashrate: round1((traits.model.hashesPerSecond * weight) / size),
    })),
  });
}

function chain(miner: VirtualMiner, reading: Reading, board: number): Record<string, unknown> {
  const { traits } = miner;
  const { size } = hashrateUnit(miner);
  const { alive, measuredRate } = reading.boards[board]!;
  const state = boardState(traits, reading, board);
  const preset = presetNamed(traits.model, reading.segment.device.applied.preset);
  return {
    id: board + 1,
    freq: alive ? round1(preset.frequencyMhz) : 0,
    hr_nominal: round1((reading.nominalRate * traits.boardWeights[board]!) / size),
    hr_realtime: round1(measuredRate / size),
    status: alive ? { state } : { state, failure_message: 'Chain break detected' },
    sensors: sensorsOf(traits, reading, board),
    chips: chipsOf(traits, reading, board).map(({ id, rate, frequencyMhz, millivolts, celsius, errors, grade }) => ({
      id,
      hr: round2(rate / size),
      freq: frequencyMhz,
      volt: millivolts,
      temp: celsius,
      errs: errors,
      grade,
      throttled: false,
    })),
  };
}
