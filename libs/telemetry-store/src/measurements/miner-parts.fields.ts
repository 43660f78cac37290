import type { BoardHashrate, BoardTemperature, MinerFan } from '@lodestream/records';
import { fieldsOf, type MeasurementField } from './measurement-field.js';

const canonical = 'TH/s for sha256d, GH/s for scrypt';

/** Boards and fans with a number from 0 to this are stored; a device that claims others is not believed. */
export const highestPartNumber = 63;

/** The fields each board has: `board<N>_…`, where N is the number the device gives it. */
export const boardFields: readonly MeasurementField<BoardHashrate>[] = fieldsOf([
  [
    'hashrate',
    'float',
    canonical,
    'hashrate.per_hashboard[].hashrate',
    'Real-time hashrate of the board, measured.',
    (board) => board.hashrate,
  ],
  ['nominal', 'float', canonical, 'hashrate.per_hashboard[].nominal', 'Hashrate the board should reach.', (board) => board.nominal],
  ['status', 'string', '-', 'hashrate.per_hashboard[].status', "State of the board in the firmware's words.", (board) => board.status],
  ['chips_total', 'integer', 'chips', 'hashrate.per_hashboard[].chips_total', 'Chips the board reports.', (board) => board.chips_total],
  ['chips_ok', 'integer', 'chips', 'hashrate.per_hashboard[].chips_ok', 'Chips that work as they should.', (board) => board.chips_ok],
  [
    'chips_weak',
    'integer',
    'chips',
    'hashrate.per_hashboard[].chips_weak',
    'Chips that work below their share.',
    (board) => board.chips_weak,
  ],
  ['chips_bad', 'integer', 'chips', 'hashrate.per_hashboard[].chips_bad', 'Chips that do not work.', (board) => board.chips_bad],
  ['frequency', 'float', 'MHz', 'hashrate.per_hashboard[].frequency', 'Chip frequency.', (board) => board.frequency],
  ['voltage', 'float', 'V', 'hashrate.per_hashboard[].voltage', 'Supply voltage.', (board) => board.voltage],
  ['power', 'float', 'W', 'hashrate.per_hashboard[].power', 'Power the board draws.', (board) => board.power],
  [
    'hw_errors',
    'integer',
    'errors',
    'hashrate.per_hashboard[].hw_errors',
    'Hardware errors of the board, cumulative.',
    (board) => board.hw_errors,
  ],
]);

/** The temperatures each board has: `board<N>_…`. */
export const boardTemperatureFields: readonly MeasurementField<BoardTemperature>[] = fieldsOf([
  ['temp_pcb', 'float', '°C', 'temperature.per_hashboard[].pcb_temp', 'Hottest sensor of the circuit board.', (board) => board.pcb_temp],
  ['temp_chip', 'float', '°C', 'temperature.per_hashboard[].chip_temp', 'Hottest chip of the board.', (board) => board.chip_temp],
]);

/** The fields each fan has: `fan<N>_…`, where N is the number the device gives it. */
export const fanFields: readonly MeasurementField<MinerFan>[] = fieldsOf([
  ['rpm', 'float', 'r/min', 'fans[].speed', 'Speed of the fan.', (fan) => fan.speed],
  [
    'percent',
    'float',
    '%',
    'fans[].speed_percent',
    'Speed in percent of what the fan can do, or the duty asked of it.',
    (fan) => fan.speed_percent,
  ],
  ['status', 'string', '-', 'fans[].status', "State of the fan in the firmware's words.", (fan) => fan.status],
]);
