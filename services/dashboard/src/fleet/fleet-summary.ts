import type { MinerState } from '@lodestream/records';
import type { MinerRow } from './miner-row.js';

/** A sum and how much of what it is meant to cover went into it. */
export interface Covered {
  readonly value: number | null;
  readonly unit: string;
  /** Fresh, non-null readings ÷ listed miners. */
  readonly coverage: number;
}

/** The header of the page. */
export interface FleetSummary {
  readonly as_of: number;
  readonly miners: Readonly<Record<MinerState | 'total', number>>;
  readonly hashrate: readonly (Covered & { readonly algorithm: string })[];
  readonly power: Covered;
  readonly efficiency: readonly { readonly algorithm: string; readonly value: number | null; readonly unit: string }[];
}

interface Tally {
  listed: number;
  readings: number;
  hashrate: number;
  unit: string | null;
  bothHashrate: number;
  bothPower: number;
}

const fresh = new Set<MinerState>(['hashing', 'degraded', 'paused']);

/** Sums the fleet; what is stale, offline or unknown adds nothing and lowers the coverage. */
export function summarize(rows: Iterable<MinerRow>, nowMs: number): FleetSummary {
  const miners = { total: 0, hashing: 0, degraded: 0, paused: 0, stale: 0, offline: 0, unknown: 0 };
  const byAlgorithm = new Map<string, Tally>();
  const power = { sum: 0, readings: 0 };
  for (const row of rows) {
    miners.total += 1;
    miners[row.state] += 1;
    const tally = tallyOf(byAlgorithm, row.algorithm);
    tally.listed += 1;
    if (!fresh.has(row.state)) continue;
    if (row.power_w !== null) {
      power.sum += row.power_w;
      power.readings += 1;
    }
    addHashrate(tally, row);
  }
  return { as_of: nowMs, miners, ...sumsOf(byAlgorithm), power: covered(power.sum, power.readings, miners.total, 'W') };
}

function addHashrate(tally: Tally, { hashrate, power_w }: MinerRow): void {
  if (hashrate.value === null) return;
  tally.unit ??= hashrate.unit;
  tally.readings += 1;
  tally.hashrate += hashrate.value;
  if (power_w === null) return;
  tally.bothHashrate += hashrate.value;
  tally.bothPower += power_w;
}

function sumsOf(byAlgorithm: ReadonlyMap<string, Tally>): Pick<FleetSummary, 'hashrate' | 'efficiency'> {
  const known = [...byAlgorithm].filter(([algorithm, tally]) => algorithm !== 'unknown' || tally.readings > 0).sort(([a], [b]) => b.localeCompare(a));
  return {
    hashrate: known.map(([algorithm, tally]) => ({ algorithm, ...covered(tally.hashrate, tally.readings, tally.listed, tally.unit ?? unitOf(algorithm)) })),
    efficiency: known.map(([algorithm, tally]) => ({
      algorithm,
      value: tally.bothHashrate > 0 ? tally.bothPower / tally.bothHashrate : null,
      unit: `J/${(tally.unit ?? unitOf(algorithm)).replace('/s', '')}`,
    })),
  };
}

function covered(sum: number, readings: number, listed: number, unit: string): Covered {
  return { value: readings === 0 ? null : sum, unit, coverage: listed === 0 ? 0 : readings / listed };
}

function unitOf(algorithm: string): string {
  return algorithm === 'scrypt' ? 'GH/s' : 'TH/s';
}

function tallyOf(all: Map<string, Tally>, algorithm: string): Tally {
  const found = all.get(algorithm) ?? { listed: 0, readings: 0, hashrate: 0, unit: null, bothHashrate: 0, bothPower: 0 };
  all.set(algorithm, found);
  return found;
}
