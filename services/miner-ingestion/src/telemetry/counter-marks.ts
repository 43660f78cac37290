import { remembering } from './remembering.js';
import type { MinerReading } from '../reading/miner-reading.js';
import {
  acceptedOf,
  isCounted,
  pairPools,
  type PoolMark,
  poolMarksAfter,
  reachesFurtherBack,
  rejectedOf,
  type ShareCounter,
  staleOf,
  sumBefore,
} from './pool-marks.js';

/** Counters of a device that only rise until it begins anew, by their paths in records. */
export type CounterPath =
  'hardware.restart_count' | 'status.mining_time' | 'shares.accepted' | 'shares.rejected' | 'shares.stale' | 'hardware.hw_errors';

type CounterValues = Readonly<Record<CounterPath, number | null>>;

/** The value each counter was last seen at, null where it never was, and what each pool was last seen to have counted. */
export interface CounterMarks extends CounterValues {
  readonly pools: readonly PoolMark[];
}

/** Nothing was seen yet. */
export const noMarks: CounterMarks = {
  'hardware.restart_count': null,
  'status.mining_time': null,
  'shares.accepted': null,
  'shares.rejected': null,
  'shares.stale': null,
  'hardware.hw_errors': null,
  pools: [],
};

/**
 * By which counter a device shows that its mining began anew since the marks; null when none does. Mining time alone is no sign where
 * shares go on being counted: firmware starts it over at every pause and every tuning.
 */
export const restartSign = remembering((before: CounterMarks, now: MinerReading): CounterPath | null => {
  const marks = comparableMarks(before, now);
  const { shares, hardware } = now;
  const restarts = marks['hardware.restart_count'];
  // The device counts its own restarts upwards; every other counter falls when it begins anew.
  if (restarts !== null && hardware.restart_count !== null && hardware.restart_count !== restarts) return 'hardware.restart_count';
  if (fell(marks['shares.accepted'], shares.accepted)) return 'shares.accepted';
  if (fell(marks['shares.rejected'], shares.rejected)) return 'shares.rejected';
  if (fell(marks['shares.stale'], shares.stale)) return 'shares.stale';
  if (fell(marks['hardware.hw_errors'], hardware.hw_errors)) return 'hardware.hw_errors';
  return fell(marks['status.mining_time'], now.miningForSeconds) && !countsOn(marks, now) ? 'status.mining_time' : null;
});

/**
 * The marks that a reading can be compared with: the shares that the very pools it lists were last seen to have. A pool taken off
 * the list, or one whose counter can't be read this time, is thus neither a restart nor a loss of shares, and a pool that comes back
 * brings only what it counted since.
 */
export const comparableMarks = remembering((marks: CounterMarks, { sharesByPool }: MinerReading): CounterMarks => {
  if (sharesByPool.length === 0 || marks.pools.length === 0) return marks;
  const pairs = pairPools(marks.pools, sharesByPool);
  return {
    ...marks,
    'shares.accepted': isCounted(pairs, acceptedOf) ? sumBefore(pairs, acceptedOf) : marks['shares.accepted'],
    'shares.rejected': isCounted(pairs, rejectedOf) ? sumBefore(pairs, rejectedOf) : marks['shares.rejected'],
    'shares.stale': isCounted(pairs, staleOf) ? sumBefore(pairs, staleOf) : marks['shares.stale'],
  };
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
  const restarted = restartSign(before, now) !== null;
  const last = restarted ? noMarks : comparableMarks(before, now);
  const pools = restarted ? noMarks.pools : before.pools;
  const { shares, hardware } = now;
  return {
    'hardware.restart_count': hardware.restart_count ?? last['hardware.restart_count'],
    'status.mining_time': now.miningForSeconds ?? last['status.mining_time'],
    'shares.accepted': shares.accepted ?? last['shares.accepted'],
    'shares.rejected': shares.rejected ?? last['shares.rejected'],
    'shares.stale': shares.stale ?? last['shares.stale'],
    'hardware.hw_errors': hardware.hw_errors ?? last['hardware.hw_errors'],
    pools: poolMarksAfter(pools, pairPools(pools, now.sharesByPool)),
  };
}

function fell(before: number | null, now: number | null): boolean {
  return before !== null && now !== null && now < before;
}
