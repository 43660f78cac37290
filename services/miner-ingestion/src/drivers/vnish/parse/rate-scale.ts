import { canonicalUnitOf, convertHashrate, findModel, parseAlgorithm, parseHashrateUnit } from '@lodestream/mining';
import type { Algorithm } from '@lodestream/records';
import type { VnishKnowledge } from '../knowledge.js';

/** How the hashrates of one device are to be read. */
export interface RateScale {
  readonly algorithm: Algorithm;
  /** The unit of the record: the algorithm's canonical one. */
  readonly unit: string;
  /** True when the device did not say, and its model's usual unit was taken. */
  readonly assumed: boolean;
  /** The device's unit. */
  readonly from: string;
}

/** Decides algorithm and unit: what the device declares, else what the operator expects, else what its name suggests. */
export function rateScaleOf({ info, model }: VnishKnowledge, minerType: string | null, expected: Algorithm | null): RateScale {
  const declared = info?.algorithm ?? model?.algorithm ?? null;
  const algorithm = recorded(declared) ?? expected ?? suggested(minerType);
  const declaredUnit = readable(info?.rateUnit) ?? readable(model?.rateUnit);
  const from = declaredUnit ?? (algorithm === 'scrypt' ? 'MH/s' : 'GH/s');
  return { algorithm, unit: canonicalUnitOf(algorithm), assumed: declaredUnit === null, from };
}

/** A rate of the device in the unit of the record; null stays null. */
export function rateOf(value: number | null, { from, unit }: RateScale): number | null {
  return value === null ? null : convertHashrate(value, from, unit);
}

function readable(unit: string | null | undefined): string | null {
  return unit !== null && unit !== undefined && parseHashrateUnit(unit) !== null ? unit : null;
}

/** An algorithm that records do not know is unknown to them; what was not declared is null. */
function recorded(declared: string | null): Algorithm | null {
  if (declared === null) return null;
  const name = parseAlgorithm(declared);
  return name === 'sha256d' || name === 'scrypt' ? name : 'unknown';
}

/** Models that the catalogue does not know are SHA-256 ones, as most are; the record says that it was assumed. */
function suggested(minerType: string | null): Algorithm {
  return recorded(findModel(minerType)?.algorithm ?? 'sha256d') ?? 'unknown';
}
