import { findModel } from '@lodestream/mining';
import type { MinerError } from '@lodestream/records';
import type { MinerReading } from '../reading/miner-reading.js';

const code = 'too_hot';
/** Sensors swing by a degree or two: what is too hot is so until it is clearly cooler. */
const hysteresisC = 3;

/**
 * The error of a miner whose hottest sensor is at or above what its model should stay under, in degrees Celsius, by the limits of the
 * model catalogue. None where the model has no limits. Where the sensor, or the model, was not read this time, nothing is learned: an
 * error in force stays.
 */
export function heatErrors(before: readonly MinerError[], reading: MinerReading): MinerError[] {
  const inForce = before.filter((error) => error.code === code);
  if (reading.reportedModel === null) return inForce;
  const limits = findModel(reading.reportedModel)?.limits ?? null;
  if (limits === null) return [];
  const hottest = hottestOf(reading, limits.sensor);
  if (hottest === null) return inForce;
  const { warnC, stopC, sensor } = limits;
  if (hottest < warnC - (inForce.length > 0 ? hysteresisC : 0)) return [];
  const part = sensor === 'chip' ? 'chip' : 'board';
  const limit =
    hottest < warnC
      ? `it was too hot, and stays told until it is under ${warnC - hysteresisC} °C`
      : `its model should stay under ${warnC} °C`;
  return [{ code, message: `The hottest ${part} has ${hottest} °C; ${limit}.`, severity: hottest >= stopC ? 'critical' : 'major' }];
}

function hottestOf({ temperature }: MinerReading, sensor: 'chip' | 'pcb'): number | null {
  let hottest = sensor === 'chip' ? temperature.max_chip : null;
  for (const { chip_temp, pcb_temp } of temperature.per_hashboard) {
    const measured = sensor === 'chip' ? chip_temp : pcb_temp;
    if (measured !== null && (hottest === null || measured > hottest)) hottest = measured;
  }
  return hottest;
}
