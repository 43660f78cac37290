import type { MinerReading, PoolShares } from '../reading/miner-reading.js';

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

type CounterValues = Readonly<Record<CounterPath, number | null>>;

/** The value each counter was last seen at, null where it never was, and which pools' shares are in those values. */
export interface CounterMarks extends CounterValues {
  readonly pools: readonly PoolShares[];
}

const paths = Object.keys(counters) as readonly CounterPath[];

/** Nothing was seen yet. */
export const noMarks: CounterMarks = { ...marksBy(() => null), pools: [] };

/**
 * By which counter a device shows that its mining began anew since the marks; null when none does. Mining time alone is no sign where
 * shares go on being counted: firmware starts it over at every pause and every tuning.
 */
export function restartSign(before: CounterMarks, now: MinerReading): CounterPath | null {
  const marks = comparableMarks(before, now);
  const fallen = paths.filter((path) => beganAnew(path, marks[path], counters[path](now)));
  const certain = fallen.find((path) => path !== 'status.mining_time');
  if (certain !== undefined) return certain;
  return fallen.length > 0 && !countsOn(marks, now) ? 'status.mining_time' : null;
}

/**
 * The marks that a reading can be compared with: a pool that is no longer in the device's list took its shares out of the sums, so
 * they are taken out of the marks too. Its removal is thus neither a restart nor a loss of shares.
 */
export function comparableMarks(marks: CounterMarks, { sharesByPool }: MinerReading): CounterMarks {
  if (sharesByPool.length === 0) return marks;
  const listed = new Set(sharesByPool.map(({ key }) => key));
  const removed = marks.pools.filter(({ key }) => !listed.has(key));
  if (removed.length === 0) return marks;
  const without = (name: 'accepted' | 'rejected' | 'stale'): number | null => {
    const mark = marks[`shares.${name}`];
    return mark === null ? null : Math.max(0, mark - removed.reduce((sum, pool) => sum + (pool[name] ?? 0), 0));
  };
  return { ...marks, 'shares.accepted': without('accepted'), 'shares.rejected': without('rejected'), 'shares.stale': without('stale') };
}

function countsOn(marks: CounterValues, { shares }: MinerReading): boolean {
  return (marks['shares.accepted'] ?? 0) > 0 && shares.accepted !== null;
}

/** The marks after a reading: a counter it lacks keeps its mark, unless everything began anew. */
export function marksAfter(before: CounterMarks, now: MinerReading): CounterMarks {
  const marks = comparableMarks(before, now);
  const restarted = restartSign(before, now) !== null;
  const values = marksBy((path) => counters[path](now) ?? (restarted ? null : marks[path]));
  return { ...values, pools: now.sharesByPool.length > 0 ? now.sharesByPool : restarted ? [] : before.pools };
}

/** The device counts its own restarts upwards; every other counter falls when it begins anew. */
function beganAnew(path: CounterPath, before: number | null, now: number | null): boolean {
  if (before === null || now === null) return false;
  return path === 'hardware.restart_count' ? now !== before : now < before;
}

function marksBy(valueOf: (path: CounterPath) => number | null): CounterValues {
  return Object.fromEntries(paths.map((path) => [path, valueOf(path)])) as CounterValues;
}
