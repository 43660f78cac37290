import type { MinerPool } from '@lodestream/records';
import { entriesOf, type Measurements, numberOf, textOf } from '../../../reading/measurements.js';
import type { PoolShares, ShareCounters } from '../../../reading/miner-reading.js';
import { elapsedSeconds } from './durations.js';
import { withoutLogin } from './settings.js';

type Fields = Readonly<Record<string, unknown>>;

/** The operator's pools: the one in use, the shares sent to all of them, and whether any takes shares. */
export interface Pools {
  readonly pool: MinerPool;
  readonly shares: ShareCounters;
  readonly sharesByPool: readonly PoolShares[];
  /** How many pools of the operator's own the device lists, and how many of them are connected. */
  readonly own: number;
  readonly connected: number;
}

/** More than any device has ever found; the sum over all pools still is a whole number. */
const mostShares = 2 ** 46;
const byUse = ['active', 'working', 'rejecting'];
const connectedStates: ReadonlySet<string | null> = new Set(['active', 'working']);

/** Reads `pools[]`; the firmware maker's fee and refund pools are no business of the operator's workers. */
export function parsePools(raw: unknown, observedAtMs: number, taken: Measurements): Pools {
  const own = entriesOf(raw).filter((pool) => !isFee(pool));
  const inUse = mostUsed(own);
  if (inUse === undefined) taken.flag('pool.url', 'not_reported');
  return {
    pool: {
      url: inUse === undefined ? null : urlOf(inUse),
      user: textOf(inUse?.['user']),
      status: textOf(inUse?.['status']),
    },
    shares: {
      accepted: total(own, 'accepted', taken),
      rejected: total(own, 'rejected', taken),
      stale: total(own, 'stale', taken),
      last_share_time: lastShare(own, observedAtMs, taken),
    },
    sharesByPool: own.map(sharesOf),
    own: own.length,
    connected: own.filter((pool) => connectedStates.has(textOf(pool['status']))).length,
  };
}

function isFee(pool: Fields): boolean {
  const type = textOf(pool['pool_type'])?.toLowerCase();
  return type === 'devfee' || type === 'refund' || /^dev ?fee$/i.test(textOf(pool['url']) ?? '');
}

/** Several can be `active` while a device starts: the first listed is the one it prefers. */
function mostUsed(pools: readonly Fields[]): Fields | undefined {
  const rank = (pool: Fields): number => {
    const place = byUse.indexOf(textOf(pool['status']) ?? '');
    return place === -1 ? byUse.length : place;
  };
  return [...pools].sort((a, b) => rank(a) - rank(b))[0];
}

function urlOf(pool: Fields): string | null {
  const url = textOf(pool['url']);
  return url === null ? null : withoutLogin(url);
}

/** A counter is the sum over the pools; one that no pool reports is missing, not zero. */
function total(pools: readonly Fields[], name: 'accepted' | 'rejected' | 'stale', taken: Measurements): number | null {
  const counts = pools.map((pool) => countOf(pool[name])).filter((count) => count !== null);
  if (counts.length === 0) return taken.flag(`shares.${name}`, 'not_reported');
  return Math.round(counts.reduce((sum, count) => sum + count, 0));
}

function sharesOf(pool: Fields): PoolShares {
  return {
    key: `${urlOf(pool) ?? ''} ${textOf(pool['user']) ?? ''}`,
    accepted: countOf(pool['accepted']),
    rejected: countOf(pool['rejected']),
    stale: countOf(pool['stale']),
  };
}

function countOf(raw: unknown): number | null {
  const count = numberOf(raw);
  return count !== null && count >= 0 && count <= mostShares ? count : null;
}

/** The firmware says how long ago the last share was; the collector's clock makes a time of it. */
function lastShare(pools: readonly Fields[], observedAtMs: number, taken: Measurements): number | null {
  const ages = pools.map((pool) => elapsedSeconds(textOf(pool['ls_time']))).filter((age) => age !== null);
  return ages.length > 0 ? observedAtMs - Math.min(...ages) * 1_000 : taken.flag('shares.last_share_time', 'not_reported');
}
