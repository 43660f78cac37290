import type { MinerReading } from '../reading/miner-reading.js';

/** Counters of a device that only rise until it begins anew, each with its path in records. */
const counters = {
  'hardware.restart_count': ({ hardware }: MinerReading) => hardware.restart_count,
  'status.mining_time': ({ miningForSeconds }: MinerReading) => miningForSeconds,
  'shares.accepted': ({ shares }: MinerReading) => shares.accepted,
  'shares.rejected': ({ shares }: MinerReading) => shares.rejected,
  'shares.stale': ({ shares }: MinerReading) => shares.stale,
  'hardware.hw_errors': ({ hardware }: MinerReading) => hardware.hw_errors,
} as const;

/** The path of a counter. */
export type CounterPath = keyof typeof counters;

/** The value each counter was last seen at; null where it never was. */
export type CounterMarks = Readonly<Record<CounterPath, number | null>>;

const paths = Object.keys(counters) as readonly CounterPath[];

/** Nothing was seen yet. */
export const noMarks: CounterMarks = marksBy(() => null);

/**
 * By which counter a device shows that its mining began anew since the marks; null when none does. Mining time alone is no sign where
 * shares go on being counted: firmware starts it over at every pause and every tuning.
 */
export function restartSign(marks: CounterMarks, now: MinerReading): CounterPath | null {
  const fallen = paths.filter((path) => beganAnew(path, marks[path], counters[path](now)));
  const certain = fallen.find((path) => path !== 'status.mining_time');
  if (certain !== undefined) return certain;
  return fallen.length > 0 && !countsOn(marks, now) ? 'status.mining_time' : null;
}

function countsOn(marks: CounterMarks, { shares }: MinerReading): boolean {
  return (marks['shares.accepted'] ?? 0) > 0 && shares.accepted !== null;
}

/** The marks after a reading: a counter it lacks keeps its mark, unless everything began anew. */
export function marksAfter(marks: CounterMarks, now: MinerReading): CounterMarks {
  const restarted = restartSign(marks, now) !== null;
  return marksBy((path) => counters[path](now) ?? (restarted ? null : marks[path]));
}

/** The device counts its own restarts upwards; every other counter falls when it begins anew. */
function beganAnew(path: CounterPath, before: number | null, now: number | null): boolean {
  if (before === null || now === null) return false;
  return path === 'hardware.restart_count' ? now !== before : now < before;
}

function marksBy(valueOf: (path: CounterPath) => number | null): CounterMarks {
  return Object.fromEntries(paths.map((path) => [path, valueOf(path)])) as CounterMarks;
}
