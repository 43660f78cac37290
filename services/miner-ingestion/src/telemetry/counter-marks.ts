import { remembering } from './remembering.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { pairPools, type PoolMark, poolMarksAfter, reachesFurtherBack, type ShareCounter, sumBefore } from './pool-marks.js';

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

/** The value each counter was last seen at, null where it never was, and what each pool was last seen to have counted. */
export interface CounterMarks extends CounterValues {
  readonly pools: readonly PoolMark[];
}

const certainPaths = (Object.keys(counters) as readonly CounterPath[]).filter((path) => path !== 'status.mining_time');

/** Nothing was seen yet. */
export const noMarks: CounterMarks = { ...marksBy(() => null), pools: [] };

/**
 * By which counter a device shows that its mining began anew since the marks; null when none does. Mining time alone is no sign where
 * shares go on being counted: firmware starts it over at every pause and every tuning.
 */
export const restartSign = remembering((before: CounterMarks, now: MinerReading): CounterPath | null => {
  const marks = comparableMarks(before, now);
  const isFallen = (path: CounterPath): boolean => beganAnew(path, marks[path], counters[path](now));
  const certain = certainPaths.find(isFallen);
  if (certain !== undefined) return certain;
  return isFallen('status.mining_time') && !countsOn(marks, now) ? 'status.mining_time' : null;
});

/**
 * The marks that a reading can be compared with: the shares that the very pools it lists were last seen to have. A pool taken off
 * the list, or one whose counter can't be read this time, is thus neither a restart nor a loss of shares, and a pool that comes back
 * brings only what it counted since.
 */
export const comparableMarks = remembering((marks: CounterMarks, { sharesByPool }: MinerReading): CounterMarks => {
  if (sharesByPool.length === 0 || marks.pools.length === 0) return marks;
  const pairs = pairPools(marks.pools, sharesByPool);
  const last = (counter: ShareCounter): number | null =>
    sharesByPool.some((pool) => pool[counter] !== null) ? sumBefore(pairs, counter) : marks[`shares.${counter}`];
  return { ...marks, 'shares.accepted': last('accepted'), 'shares.rejected': last('rejected'), 'shares.stale': last('stale') };
});

/** True when a share counter is compared with a mark that is older than the reading before this one, so that its delta spans a gap. */
export function spansGap(
  { marks, reading }: { marks: CounterMarks; reading: Pick<MinerReading, 'shares'> | null },
  now: MinerReading,
  counter: ShareCounter,
): boolean {
  if (reading === null || now.shares[counter] === null) return false;
  return reading.shares[counter] === null || reachesFurtherBack(pairPools(marks.pools, now.sharesByPool), counter);
}

function countsOn(marks: CounterValues, { shares }: MinerReading): boolean {
  return (marks['shares.accepted'] ?? 0) > 0 && shares.accepted !== null;
}

/** The marks after a reading: a counter it lacks keeps its mark, unless everything began anew. */
export function marksAfter(before: CounterMarks, now: MinerReading): CounterMarks {
  const marks = comparableMarks(before, now);
  const restarted = restartSign(before, now) !== null;
  const values = marksBy((path) => counters[path](now) ?? (restarted ? null : marks[path]));
  const pools = restarted ? [] : before.pools;
  return { ...values, pools: poolMarksAfter(pools, pairPools(pools, now.sharesByPool)) };
}

/** The device counts its own restarts upwards; every other counter falls when it begins anew. */
function beganAnew(path: CounterPath, before: number | null, now: number | null): boolean {
  if (before === null || now === null) return false;
  return path === 'hardware.restart_count' ? now !== before : now < before;
}

/** Written out, for it is made with every poll: an object from a list of entries costs ten times as much. */
function marksBy(valueOf: (path: CounterPath) => number | null): CounterValues {
  return {
    'hardware.restart_count': valueOf('hardware.restart_count'),
    'status.mining_time': valueOf('status.mining_time'),
    'shares.accepted': valueOf('shares.accepted'),
    'shares.rejected': valueOf('shares.rejected'),
    'shares.stale': valueOf('shares.stale'),
    'hardware.hw_errors': valueOf('hardware.hw_errors'),
  };
}
