import { canonicalUnitOf, type AlgorithmName } from '../units/algorithm.js';
import { efficiencyUnit, joulesPerUnit } from '../units/efficiency.js';
import { minerStates, type MinerStateName } from './miner-state.js';

/** One listed miner as it is now. Values of one that is stale, offline or unknown are not taken, whatever stands there. */
export interface FleetMember {
  readonly algorithm: AlgorithmName;
  readonly state: MinerStateName;
  /** In the algorithm's canonical unit; null when not measured. */
  readonly hashrate: number | null;
  readonly powerW: number | null;
}

/** A sum and how much of what it is meant to cover was in it; null, not 0, when nothing was. */
export interface CoveredValue {
  readonly value: number | null;
  readonly unit: string;
  /** Fresh, non-null readings ÷ listed miners, 0 to 1; null when no miner is listed. */
  readonly coverage: number | null;
}

/** A {@link CoveredValue} of one algorithm. */
export interface AlgorithmValue extends CoveredValue {
  readonly algorithm: AlgorithmName;
}

/** A fleet in numbers. */
export interface FleetTotals {
  readonly miners: Readonly<Record<MinerStateName | 'total', number>>;
  readonly hashrate: readonly AlgorithmValue[];
  readonly power: CoveredValue;
  /** Over the miners of which both power and hashrate are measured, so that one missing value bends nothing. */
  readonly efficiency: readonly AlgorithmValue[];
}

/** Adds up a fleet in one pass. Algorithms come in the order in which they first appear. */
export function fleetTotals(members: Iterable<FleetMember>): FleetTotals {
  const miners = { total: 0, ...Object.fromEntries(minerStates.map((state) => [state, 0])) } as Record<MinerStateName | 'total', number>;
  const power = new Sum();
  const algorithms = new Map<AlgorithmName, AlgorithmSums>();
  for (const member of members) {
    miners.total += 1;
    miners[member.state] += 1;
    const isFresh = freshStates.has(member.state);
    power.add(isFresh ? member.powerW : null);
    sumsOf(algorithms, member.algorithm).add(member, isFresh);
  }
  const sums = [...algorithms];
  return {
    miners,
    hashrate: sums.map(([algorithm, { hashrate }]) => ({
      algorithm,
      ...hashrate.covered(canonicalUnitOf(algorithm)),
    })),
    power: power.covered('W'),
    efficiency: sums.map(([algorithm, each]) => each.efficiency(algorithm)),
  };
}

const freshStates: ReadonlySet<MinerStateName> = new Set(['hashing', 'degraded', 'paused']);

function sumsOf(algorithms: Map<AlgorithmName, AlgorithmSums>, name: AlgorithmName): AlgorithmSums {
  const found = algorithms.get(name) ?? new AlgorithmSums();
  algorithms.set(name, found);
  return found;
}

class Sum {
  private sum = 0;
  private measured = 0;
  private listed = 0;

  add(value: number | null): void {
    this.listed += 1;
    if (value === null) return;
    this.measured += 1;
    this.sum += value;
  }

  get value(): number | null {
    return this.measured === 0 ? null : this.sum;
  }

  covered(unit: string): CoveredValue {
    return { value: this.value, unit, coverage: this.listed === 0 ? null : this.measured / this.listed };
  }
}

class AlgorithmSums {
  readonly hashrate = new Sum();
  private readonly ratedHashrate = new Sum();
  private readonly ratedPower = new Sum();

  add({ hashrate, powerW }: FleetMember, isFresh: boolean): void {
    const isRated = isFresh && hashrate !== null && powerW !== null;
    this.hashrate.add(isFresh ? hashrate : null);
    this.ratedHashrate.add(isRated ? hashrate : null);
    this.ratedPower.add(isRated ? powerW : null);
  }

  efficiency(algorithm: AlgorithmName): AlgorithmValue {
    const covered = this.ratedPower.covered(efficiencyUnit(canonicalUnitOf(algorithm)));
    return { algorithm, ...covered, value: joulesPerUnit(covered.value, this.ratedHashrate.value) };
  }
}
