/**
 * Joules for one canonical unit of hashes, such as J/TH: power over hashrate, because a watt is a joule a second and the seconds
 * cancel (SI brochure, derived units). Null when either is missing or nothing is hashed: the quotient would mean nothing.
 */
export function joulesPerUnit(powerW: number | null, hashrate: number | null): number | null {
  if (powerW === null || hashrate === null || powerW < 0 || !(hashrate > 0)) return null;
  return powerW / hashrate;
}

/** The unit of {@link joulesPerUnit} for hashrates in `hashrateUnit`: `J/TH` for `TH/s`. */
export const efficiencyUnit = (hashrateUnit: string): string => `J/${hashrateUnit.replace(/\/s$/, '')}`;
