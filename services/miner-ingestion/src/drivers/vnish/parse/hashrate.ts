import type { BoardHashrate, MinerHashrate } from '@lodestream/records';
import type { Measurements } from '../../../reading/measurements.js';
import type { RateScale } from './rate-scale.js';

/** The whole device's hashrate. Boards are never added up into it: captures differ from their sum by up to 43 %. */
export function parseHashrate(
  miner: Readonly<Record<string, unknown>>,
  boards: BoardHashrate[],
  scale: RateScale,
  taken: Measurements,
): MinerHashrate {
  if (scale.assumed) taken.flag('hashrate.unit', 'assumed');
  const read = (path: string, raw: unknown, zero: 'value' | 'placeholder'): number | null => {
    const value = taken.number(path, raw, { zero });
    return value === null ? null : scale.toUnit(value);
  };
  return {
    total: read('hashrate.total', miner['hr_realtime'] ?? thousandfold(miner['instant_hashrate']), 'value'),
    unit: scale.unit,
    nominal: read('hashrate.nominal', miner['hr_nominal'] ?? miner['hr_stock'], 'placeholder'),
    average: read('hashrate.average', miner['hr_average'] ?? thousandfold(miner['average_hashrate']), 'value'),
    per_hashboard: boards,
  };
}

/** The deprecated fields are in the next unit up. */
function thousandfold(raw: unknown): unknown {
  const value = typeof raw === 'string' ? Number(raw.trim() || Number.NaN) : raw;
  return typeof value === 'number' ? value * 1_000 : raw;
}
