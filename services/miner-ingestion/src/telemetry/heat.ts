import { findModel } from '@lodestream/mining';
import type { MinerError } from '@lodestream/records';
import type { MinerReading } from '../reading/miner-reading.js';

const code = 'too_hot';
/** Sensors swing by a degree or two: what is too hot is so until it is clearly cooler. */
const hysteresisC = 3;

/**
 * The error of a miner whose hottest sensor is at or above what its model should stay under, in degrees Celsius, by the limits of the
 * model catalogue. None where the model has no limits, or the sensor they are meant for was not measured.
 */
export function heatErrors(before: readonly MinerError[], reading: MinerReading): MinerError[] {
  const limits = findModel(reading.reportedModel)?.limits ?? null;
  const hottest = limits === null ? null : hottestOf(reading, limits.sensor);
  if (limits === null || hottest === null) return [];
  const wasHot = before.some((error) => error.code === code);
  if (hottest < limits.warnC - (wasHot ? hysteresisC : 0)) return [];
  const part = limits.sensor === 'chip' ? 'chip' : 'board';
  const message = `The hottest ${part} has ${hottest} °C; its model should stay under ${limits.warnC} °C.`;
  return [{ code, message, severity: hottest >= limits.stopC ? 'critical' : 'major' }];
}

function hottestOf({ temperature }: MinerReading, sensor: 'chip' | 'pcb'): number | null {
  const boards = temperature.per_hashboard.map(({ chip_temp, pcb_temp }) => (sensor === 'chip' ? chip_temp : pcb_temp));
  const measured = [...boards, sensor === 'chip' ? temperature.max_chip : null].filter((value) => value !== null);
  return measured.length === 0 ? null : Math.max(...measured);
}
