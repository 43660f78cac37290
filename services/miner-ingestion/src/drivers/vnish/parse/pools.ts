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

/** One of the operator's pools, as far as it is understood. */
interface ListedPool {
  readonly url: string | null;
  readonly user: string | null;
  readonly status: string | null;
  readonly shares: PoolShares;
  /** Seconds since its last share. */
  readonly shareAge: number | null;
}

/** Reads `pools[]`; the firmware maker's fee and refund pools are no business of the operator's workers. */
export function parsePools(raw: unknown, observedAtMs: number, taken: Measurements): Pools {
  const own: ListedPool[] = [];
  for (const pool of entriesOf(raw)) if (!isFee(pool)) own.push(listedPool(pool));
  const inUse = mostUsed(own);
  if (inUse === undefined) taken.flag('pool.url', 'not_reported');
  return {
    pool: { url: inUse?.url ?? null, user: inUse?.user ?? null, status: inUse?.status ?? null },
    shares: {
      accepted: total(own, 'accepted', taken),
      rejected: total(own, 'rejected', taken),
      stale: total(own, 'stale', taken),
      last_share_time: lastShare(own, observedAtMs, taken),
    },
    sharesByPool: own.map(({ shares }) => shares),
    own: own.length,
    connected: own.filter(({ status }) => connectedStates.has(status)).length,
  };
}

function isFee(pool: Fields): boolean {
  const type = textOf(pool['pool_type'])?.toLowerCase();
  const url = textOf(pool['url'])?.toLowerCase();
  return type === 'devfee' || type === 'refund' || url === 'devfee' || url === 'dev fee';
}

function listedPool(pool: Fields): ListedPool {
  const rawUrl = textOf(pool['url']);
  const user = textOf(pool['user']);
  const url = rawUrl === null ? null : withoutLogin(rawUrl);
  return {
    url,
    user,
    status: textOf(pool['status']),
    shares: {
      key: `${url ?? ''} ${user ?? ''}`,
      accepted: countOf(pool['accepted']),
      rejected: countOf(pool['rejected']),
      stale: countOf(pool['stale']),
    },
    shareAge: elapsedSeconds(textOf(pool['ls_time'])),
  };
}

/** Several can be `active` while a device starts: the first listed is the one it prefers. */
function mostUsed(pools: readonly ListedPool[]): ListedPool | undefined {
  for (const use of byUse) for (const pool of pools) if (pool.status === use) return pool;
  return pools[0];
}

/** A counter is the sum over the pools; one that no pool reports is missing, not zero. */
function total(pools: readonly ListedPool[], name: 'accepted' | 'rejected' | 'stale', taken: Measurements): number | null {
  let sum: number | null = null;
  for (const { shares } of pools) if (shares[name] !== null) sum = (sum ?? 0) + shares[name];
  return sum === null ? taken.flag(`shares.${name}`, 'not_reported') : Math.round(sum);
}

function countOf(raw: unknown): number | null {
  const count = numberOf(raw);
  return count !== null && count >= 0 && count <= mostShares ? count : null;
}

/** The firmware says how long ago the last share was; the collector's clock makes a time of it. */
function lastShare(pools: readonly ListedPool[], observedAtMs: number, taken: Measurements): number | null {
  let age = Number.POSITIVE_INFINITY;
  for (const { shareAge } of pools) if (shareAge !== null && shareAge < age) age = shareAge;
  return Number.isFinite(age) ? observedAtMs - age * 1_000 : taken.flag('shares.last_share_time', 'not_reported');
}
