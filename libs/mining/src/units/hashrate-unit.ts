import { canonicalUnitOf, type AlgorithmName } from './algorithm.js';

/** A unit of hashrate, read: 10 to the `exponent` of hashes or solutions a second. */
export interface HashrateUnit {
  readonly exponent: number;
  readonly counts: 'hashes' | 'solutions';
}

/** A hashrate as a value and its unit; a null value was not measured. */
export interface Hashrate {
  readonly value: number | null;
  readonly unit: string;
}

const exponents: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6, g: 9, t: 12, p: 15, e: 18, z: 21 };

const unitPattern = /^\s*([kmgtpez]?)(h|hs|hash|hashes|sol|sols)?(?:\s*\/\s*s|ps)?\s*$/i;

/** Every value of a reading names one of a few units; more spellings than these are read each time. */
const mostSpellings = 64;
const spellings = new Map<string, HashrateUnit | null>();

/**
 * Reads a unit in any usual spelling: `TH/s`, `Gh/s`, `MHS`, `kSol/s`, a bare `T`. Prefixes are decimal (SI), whatever their case.
 * Null for anything else, such as `N/A`.
 */
export function parseHashrateUnit(text: string | null | undefined): HashrateUnit | null {
  const spelling = text ?? '';
  const known = spellings.get(spelling);
  if (known !== undefined) return known;
  const unit = readUnit(spelling);
  if (spellings.size < mostSpellings) spellings.set(spelling, unit);
  return unit;
}

function readUnit(spelling: string): HashrateUnit | null {
  const match = unitPattern.exec(spelling);
  if (match === null || (match[1] === '' && match[2] === undefined)) return null;
  const counts = match[2]?.toLowerCase().startsWith('s') === true ? 'solutions' : 'hashes';
  return { exponent: exponents[match[1]!.toLowerCase()]!, counts };
}

/** The same hashrate in another unit. Null when a unit is unknown or the two count different things; null stays null. */
export function convertHashrate(value: number | null, from: string, to: string): number | null {
  return scaleHashrate(value, unitExponent(from, to));
}

/** By which power of ten a hashrate in one unit has to be multiplied in another. Null when a unit is unknown or the two count different things. */
export function unitExponent(from: string, to: string): number | null {
  const source = parseHashrateUnit(from);
  const target = parseHashrateUnit(to);
  return source === null || target === null || source.counts !== target.counts ? null : source.exponent - target.exponent;
}

/** A hashrate times that power of ten; null stays null, and has no power. */
export function scaleHashrate(value: number | null, exponent: number | null): number | null {
  return value === null || exponent === null ? null : scale(value, exponent);
}

/** The hashrate in the one unit the project uses for the algorithm. */
export function toCanonicalUnit(algorithm: AlgorithmName, rate: Hashrate): Hashrate {
  const unit = canonicalUnitOf(algorithm);
  return { value: convertHashrate(rate.value, rate.unit, unit), unit };
}

/** The hashrate in hashes (or solutions) a second; null when it was not measured or its unit is unknown. */
export function hashesPerSecond(rate: Hashrate): number | null {
  const unit = parseHashrateUnit(rate.unit);
  return rate.value === null || unit === null ? null : scale(rate.value, unit.exponent);
}

/** Reads a number with its unit, such as `95.2 TH/s` or a pool's `1.48T`; null when it is not exactly that. */
export function parseHashrate(text: string): Hashrate | null {
  const match = /^\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z/ ]*)$/i.exec(text);
  const unit = match === null ? null : match[2]!.trim() || 'H/s';
  if (unit === null || parseHashrateUnit(unit) === null) return null;
  const value = Number(match![1]);
  return Number.isFinite(value) ? { value, unit } : null;
}

// One rounding only: powers of ten up to 22 are exact, their inverses are not.
const scale = (value: number, exponent: number): number => (exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent);
