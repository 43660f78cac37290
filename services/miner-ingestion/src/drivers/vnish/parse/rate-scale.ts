import { canonicalUnitOf, findModel, parseAlgorithm, parseHashrateUnit, scaleHashrate, unitExponent } from '@lodestream/mining';
import type { Algorithm } from '@lodestream/records';
import type { VnishKnowledge } from '../knowledge.js';

/** How the hashrates of one device are to be read. */
export interface RateScale {
  readonly algorithm: Algorithm;
  /** The unit of the record: the algorithm's canonical one. */
  readonly unit: string;
  /** True when the device did not say, and its model's usual unit was taken. */
  readonly assumed: boolean;
  /** The power of ten that makes a rate in the record's unit of one in the device's. */
  readonly exponent: number | null;
}

/** Decides algorithm and unit: what the device declares, else what the operator expects, else what its name suggests. */
export function rateScaleOf({ info, model }: VnishKnowledge, minerType: string | null, expected: Algorithm | null): RateScale {
  const declared = info?.algorithm ?? model?.algorithm ?? null;
  const algorithm = recorded(declared) ?? expected ?? suggested(minerType);
  const declaredUnit = readable(info?.rateUnit) ?? readable(model?.rateUnit);
  const from = declaredUnit ?? (algorithm === 'scrypt' ? 'MH/s' : 'GH/s');
  const unit = canonicalUnitOf(algorithm);
  return { algorithm, unit, assumed: declaredUnit === null, exponent: unitExponent(from, unit) };
}

/** A rate of the device in the unit of the record; null stays null. */
export function rateOf(value: number | null, { exponent }: RateScale): number | null {
  return scaleHashrate(value, exponent);
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
