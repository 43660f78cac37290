import type { BoardHashrate, MinerHashrate } from '@lodestream/records';
import { type Measurements, zeroIsNone } from '../../../reading/measurements.js';
import { type RateScale, rateOf } from './rate-scale.js';

/** The whole device's hashrate. Boards are never added up into it: captures differ from their sum by up to 43 %. */
export function parseHashrate(
  miner: Readonly<Record<string, unknown>>,
  boards: BoardHashrate[],
  scale: RateScale,
  taken: Measurements,
): MinerHashrate {
  if (scale.assumed) taken.flag('hashrate.unit', 'assumed');
  const total = taken.number('hashrate.total', miner['hr_realtime'] ?? thousandfold(miner['instant_hashrate']));
  const nominal = taken.number('hashrate.nominal', miner['hr_nominal'] ?? miner['hr_stock'], zeroIsNone);
  const average = taken.number('hashrate.average', miner['hr_average'] ?? thousandfold(miner['average_hashrate']));
  return {
    total: rateOf(total, scale),
    unit: scale.unit,
    nominal: rateOf(nominal, scale),
    average: rateOf(average, scale),
    per_hashboard: boards,
  };
}

/** The deprecated fields are in the next unit up. */
function thousandfold(raw: unknown): unknown {
  const value = typeof raw === 'string' ? Number(raw.trim() || Number.NaN) : raw;
  return typeof value === 'number' ? value * 1_000 : raw;
}
