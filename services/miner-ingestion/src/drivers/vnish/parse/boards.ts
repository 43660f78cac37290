import type { BoardHashrate, BoardTemperature } from '@lodestream/records';
import {
  entriesOf,
  fieldsOf,
  type Measurements,
  numberOf,
  partIdOf,
  type Plausible,
  textOf,
  zeroIsNone,
} from '../../../reading/measurements.js';
import { type RateScale, rateOf } from './rate-scale.js';
import { boardTemperature } from './temperatures.js';

type Fields = Readonly<Record<string, unknown>>;

/** One board: the same entry of the device's list in both of the record's lists. */
export interface Board {
  readonly hashrate: BoardHashrate;
  readonly temperature: BoardTemperature;
}

/** States in which a board measures nothing of itself; chips look bad then without being so. */
const quiet: ReadonlySet<string> = new Set(['initializing', 'stopped', 'disconnected', 'disabled', 'failure']);

const placed = ['hashrate', 'status', 'nominal', 'chips_total', 'chips_bad', 'frequency', 'voltage', 'power', 'hw_errors'] as const;
type Paths = Readonly<Record<(typeof placed)[number], string>>;
const paths: Paths[] = [];

const millivolt: Plausible = { zero: 'placeholder', max: 100_000 };
const megahertz: Plausible = { zero: 'placeholder', max: 5_000 };
const watts: Plausible = { zero: 'placeholder', max: 50_000 };

/** Where the fields of a list's entry stand in the record; made once for each place, for every board of every poll asks. */
function pathsOf(index: number): Paths {
  return (paths[index] ??= Object.fromEntries(placed.map((name) => [name, `hashrate.per_hashboard[${index}].${name}`])) as Paths);
}

/** Reads `chains[]`; board numbers are the device's own, counted from 1. */
export function parseBoards(raw: unknown, scale: RateScale, taken: Measurements): Board[] {
  return entriesOf(raw).map((chain, index) => {
    const id = partIdOf(chain['id'], index + 1);
    return { hashrate: boardHashrate(chain, id, index, scale, taken), temperature: boardTemperature(chain, id, index, taken) };
  });
}

function boardHashrate(chain: Fields, id: number, index: number, scale: RateScale, taken: Measurements): BoardHashrate {
  const at = pathsOf(index);
  const millivolts = taken.number(at.voltage, chain['voltage'], millivolt);
  const status = textOf(fieldsOf(chain['status'])['state']);
  const hashrate = rateOf(taken.number(at.hashrate, chain['hashrate_rt']), scale);
  const shown = status ?? taken.flag(at.status, 'not_reported');
  const nominal = rateOf(taken.number(at.nominal, chain['hashrate_ideal'], zeroIsNone), scale);
  const { chips_total, chips_ok, chips_weak, chips_bad } = chips(chain['chip_statuses'], status, at, taken);
  return {
    board_id: id,
    hashrate,
    status: shown,
    nominal,
    chips_total,
    chips_ok,
    chips_weak,
    chips_bad,
    frequency: taken.number(at.frequency, chain['frequency'], megahertz),
    voltage: millivolts === null ? null : millivolts / 1_000,
    power: taken.number(at.power, chain['power_consumption'] ?? chain['power_usage'], watts),
    hw_errors: taken.count(at.hw_errors, chain['hw_errors']),
  };
}

const mostChips = 10_000;

/** A count of chips, or null where it can't be one. */
function chipsOf(raw: unknown): number | null {
  const count = numberOf(raw);
  return count !== null && Number.isInteger(count) && count >= 0 && count <= mostChips ? count : null;
}

type Chips = Pick<BoardHashrate, 'chips_total' | 'chips_ok' | 'chips_weak' | 'chips_bad'>;

/** Grey chips work, orange ones work badly, red ones do not; while a board is not mining every chip is red and says nothing. */
function chips(raw: unknown, status: string | null, at: Paths, taken: Measurements): Chips {
  const counts = fieldsOf(raw);
  const ok = chipsOf(counts['grey']);
  const weak = chipsOf(counts['orange']);
  const bad = chipsOf(counts['red']);
  if (ok === null || weak === null || bad === null || ok + weak + bad <= 0) {
    taken.flag(at.chips_total, ok === null ? 'not_reported' : 'not_measured');
    return { chips_total: null, chips_ok: null, chips_weak: null, chips_bad: null };
  }
  if (status === null || !quiet.has(status)) return { chips_total: ok + weak + bad, chips_ok: ok, chips_weak: weak, chips_bad: bad };
  taken.flag(at.chips_bad, 'not_measured');
  return { chips_total: ok + weak + bad, chips_ok: null, chips_weak: null, chips_bad: null };
}
