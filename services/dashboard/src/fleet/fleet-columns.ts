import { algorithmNames, minerStates, type FleetMember } from '@lodestream/mining';
import { staleAfter, type MinerRow } from './miner-row.js';

const staleCode = minerStates.indexOf('stale');
const firstPlaces = 1_024;

/**
 * What sums and the look for stale miners need of each miner, in columns. Both go over the whole fleet every second: rows lie scattered in
 * memory that no cache of the processor holds, columns are read in the order they lie in.
 */
export class FleetColumns {
  private readonly ids: string[] = [];
  private readonly free: number[] = [];
  /** NaN where nothing was measured. */
  private hashrate = new Float64Array(firstPlaces);
  private power = new Float64Array(firstPlaces);
  private staleAfterMs = new Float64Array(firstPlaces);
  private state = new Uint8Array(firstPlaces);
  private algorithm = new Uint8Array(firstPlaces);
  /** Whether the miner is part of the fleet, and whether it was stale when last looked at. */
  private listed = new Uint8Array(firstPlaces);
  private wasStale = new Uint8Array(firstPlaces);

  /** A place for one more miner, which nothing is known of yet. */
  add(minerId: string): number {
    const place = this.free.pop() ?? this.ids.length;
    this.ids[place] = minerId;
    if (place >= this.state.length) this.grow();
    this.staleAfterMs[place] = Infinity;
    return place;
  }

  /** Forgets the miner at a place. */
  remove(place: number): void {
    this.staleAfterMs[place] = Infinity;
    this.listed[place] = 0;
    this.wasStale[place] = 0;
    this.free.push(place);
  }

  /** Writes down what is shown of the miner at a place. */
  set(place: number, row: MinerRow, isListed: boolean): void {
    this.hashrate[place] = row.hashrate.value ?? Number.NaN;
    this.power[place] = row.power_w ?? Number.NaN;
    this.staleAfterMs[place] = staleAfter(row);
    this.state[place] = minerStates.indexOf(row.state);
    this.algorithm[place] = algorithmNames.indexOf(row.algorithm);
    this.listed[place] = isListed ? 1 : 0;
  }

  /** Every listed miner as it stands at `nowMs`. It is one object for all of them, so each is over when the next one is asked for. */
  *members(nowMs: number): Generator<FleetMember> {
    const { hashrate, power, staleAfterMs, state, algorithm, listed } = this;
    const member: { -readonly [key in keyof FleetMember]: FleetMember[key] } = {
      algorithm: 'unknown',
      state: 'unknown',
      hashrate: null,
      powerW: null,
    };
    for (let place = 0; place < this.ids.length; place += 1) {
      if (listed[place] === 0) continue;
      member.algorithm = algorithmNames[algorithm[place]!]!;
      member.state = minerStates[nowMs > staleAfterMs[place]! ? staleCode : state[place]!]!;
      member.hashrate = measured(hashrate[place]!);
      member.powerW = measured(power[place]!);
      yield member;
    }
  }

  /** The ids of miners that are stale at `nowMs` and were not when last asked, or the other way round. */
  turned(nowMs: number): string[] {
    const { ids, staleAfterMs, wasStale } = this;
    const found: string[] = [];
    for (let place = 0; place < ids.length; place += 1) {
      const isNow = nowMs > staleAfterMs[place]! ? 1 : 0;
      if (isNow === wasStale[place]) continue;
      wasStale[place] = isNow;
      found.push(ids[place]!);
    }
    return found;
  }

  private grow(): void {
    const places = 2 * this.state.length;
    const larger = <Column extends Float64Array | Uint8Array>(column: Column, copy: Column): Column => (copy.set(column), copy);
    this.hashrate = larger(this.hashrate, new Float64Array(places));
    this.power = larger(this.power, new Float64Array(places));
    this.staleAfterMs = larger(this.staleAfterMs, new Float64Array(places));
    this.state = larger(this.state, new Uint8Array(places));
    this.algorithm = larger(this.algorithm, new Uint8Array(places));
    this.listed = larger(this.listed, new Uint8Array(places));
    this.wasStale = larger(this.wasStale, new Uint8Array(places));
  }
}

const measured = (value: number): number | null => (Number.isNaN(value) ? null : value);
