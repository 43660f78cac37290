import type { PoolShares } from '../reading/miner-reading.js';
import { remembering } from './remembering.js';

/** A share counter that a device keeps for each of its pools. */
export type ShareCounter = 'accepted' | 'rejected' | 'stale';

/** One share counter of a pool. */
export type CountOf = (pool: PoolShares) => number | null;

export const acceptedOf: CountOf = ({ accepted }) => accepted;
export const rejectedOf: CountOf = ({ rejected }) => rejected;
export const staleOf: CountOf = ({ stale }) => stale;

/** The share counters there are. */
export const shareCounters: readonly ShareCounter[] = ['accepted', 'rejected', 'stale'];

/** What a pool was last seen to have counted, each counter at the last reading that had it. */
export interface PoolMark extends PoolShares {
  /** The counters whose value is older than the newest reading: it did not list the pool, or did not give them. */
  readonly old: readonly ShareCounter[];
  readonly listed: boolean;
}

/** A pool of a reading beside what was last seen of it; null for a pool never seen before. */
export interface PoolPair {
  readonly now: PoolShares;
  readonly mark: PoolMark | null;
}

const none: readonly ShareCounter[] = [];

/** A device lists a handful of pools; the ones it had longest ago are forgotten first. */
const mostMarks = 32;

/**
 * Finds the mark of every pool of a reading. Rows of one key (same URL, same user) are told apart by their counts, which only rise:
 * each is the row that had most without having more.
 */
export const pairPools = remembering((marks: readonly PoolMark[], pools: readonly PoolShares[]): readonly PoolPair[] => {
  if (areListedAsBefore(marks, pools)) return pools.map((now, at) => ({ now, mark: marks[at]! }));
  const keys = [...new Set(pools.map(({ key }) => key))];
  const pairs = keys.flatMap((key) => pairRows(marks.filter(ofKey(key)), pools.filter(ofKey(key))));
  return pairs.sort((a, b) => pools.indexOf(a.now) - pools.indexOf(b.now));
});

/** True where each pool's mark stands in its own place, as at nearly every poll. */
function areListedAsBefore(marks: readonly PoolMark[], pools: readonly PoolShares[]): boolean {
  if (marks.length !== pools.length) return false;
  for (let at = 0; at < pools.length; at += 1) {
    if (marks[at]!.key !== pools[at]!.key) return false;
    for (let earlier = 0; earlier < at; earlier += 1)
      if (pools[earlier]!.key === pools[at]!.key && !areInOrder(marks, pools, earlier, at)) return false;
  }
  return true;
}

/** Whether two rows of one key lie as their marks do, and have risen from them: their counts then tell them apart in the same way. */
function areInOrder(marks: readonly PoolMark[], pools: readonly PoolShares[], one: number, other: number): boolean {
  const [wasOne, wasOther] = [marks[one]!.accepted, marks[other]!.accepted];
  const [isOne, isOther] = [pools[one]!.accepted, pools[other]!.accepted];
  if (wasOne === null || wasOther === null || isOne === null || isOther === null) return false;
  return wasOne <= isOne && wasOther <= isOther && Math.sign(wasOne - wasOther) === Math.sign(isOne - isOther);
}

function pairRows(marks: readonly PoolMark[], rows: readonly PoolShares[]): PoolPair[] {
  if (rows.length === 1 && marks.length <= 1) return [{ now: rows[0]!, mark: marks[0] ?? null }];
  const listed = marks.filter((mark) => mark.listed);
  const free = [...(rows.length <= listed.length ? listed : marks)].sort(byCount);
  return [...rows].sort(byCount).map((now) => {
    const fitting = free.findIndex((mark) => (mark.accepted ?? 0) <= (now.accepted ?? Number.POSITIVE_INFINITY));
    const [mark] = free.splice(fitting === -1 ? free.length - 1 : fitting, 1);
    return { now, mark: mark ?? null };
  });
}

/**
 * The sum that a counter of these pools had before. A pool never seen had nothing; one whose count was never known adds what it has
 * now, so that nothing is counted for it. Null when that is true of all of them.
 */
export function sumBefore(pairs: readonly PoolPair[], countOf: CountOf): number | null {
  let sum = 0;
  let isKnown = false;
  for (const { now, mark } of pairs) {
    const count = countOf(now);
    if (count === null) continue;
    const before = mark === null ? 0 : countOf(mark);
    isKnown ||= before !== null;
    sum += before ?? count;
  }
  return isKnown ? sum : null;
}

/** Whether any of these pools gives a counter. */
export function isCounted(pairs: readonly PoolPair[], countOf: CountOf): boolean {
  return pairs.some(({ now }) => countOf(now) !== null);
}

/** True when what was counted since the marks is of a longer time than since the newest reading. */
export function reachesFurtherBack(pairs: readonly PoolPair[], counter: ShareCounter): boolean {
  return pairs.some(({ now, mark }) => mark !== null && mark.old.length > 0 && mark.old.includes(counter) && now[counter] !== null);
}

/** What is known of the pools after a reading: what it lists, and what it does not list any more. */
export function poolMarksAfter(marks: readonly PoolMark[], pairs: readonly PoolPair[]): PoolMark[] {
  if (pairs.length === marks.length && pairs.every(({ mark }) => mark !== null)) return pairs.map(markAfter);
  const gone = marks
    .filter((mark) => !pairs.some((pair) => pair.mark === mark))
    .map((mark) => ({ ...mark, listed: false, old: shareCounters }));
  return [...pairs.map(markAfter), ...gone].slice(0, mostMarks);
}

function markAfter({ now, mark }: PoolPair): PoolMark {
  const { accepted, rejected, stale } = now;
  // The same text, but not one more that has to be kept until the next poll.
  const key = mark?.key ?? now.key;
  if (accepted !== null && rejected !== null && stale !== null)
    return mark !== null && isMarked(mark, now) ? mark : { key, accepted, rejected, stale, old: none, listed: true };
  const old = shareCounters.filter((counter) => now[counter] === null);
  const last = (counter: ShareCounter): number | null => now[counter] ?? mark?.[counter] ?? null;
  return { key, accepted: last('accepted'), rejected: last('rejected'), stale: last('stale'), old, listed: true };
}

/** True for a pool that counted nothing since, as those that stand by: then its mark need not be made anew. */
function isMarked(mark: PoolMark, { accepted, rejected, stale }: PoolShares): boolean {
  return mark.listed && mark.old.length === 0 && mark.accepted === accepted && mark.rejected === rejected && mark.stale === stale;
}

const ofKey =
  (wanted: string) =>
  ({ key }: PoolShares): boolean =>
    key === wanted;

const byCount = (a: PoolShares, b: PoolShares): number => (b.accepted ?? 0) - (a.accepted ?? 0);
