import { minerState, usualStateLimits } from '@lodestream/mining';
import type { MinerError, MinerHardware, MinerHashrate, MinerPool, MinerPower, MinerState, MinerStatus } from '@lodestream/records';
import type { MinerReading } from '../reading/miner-reading.js';
import { type CounterMarks, type CounterPath, marksAfter, noMarks, restartSign } from './counter-marks.js';
import { heatErrors } from './heat.js';

/** What the next reading is compared with, and a miner that can't be reached is described by: a reading without its parts and flags. */
export type KnownReading = Omit<
  MinerReading,
  'hashrate' | 'temperature' | 'power' | 'fans' | 'sharesByPool' | 'status' | 'config' | 'hardware' | 'flags'
> & {
  readonly hashrate: Pick<MinerHashrate, 'total' | 'nominal' | 'average'>;
  readonly power: Pick<MinerPower, 'consumption'>;
  readonly status: Pick<MinerStatus, 'mining_status' | 'uptime'>;
  readonly hardware: Pick<MinerHardware, 'hw_errors'>;
};

/** What the owner of a miner remembers of it between polls. */
export interface MinerTrack {
  /** The newest tick that gave a reading, and when that reading was true. */
  readonly readTick: number | null;
  readonly readAtMs: number | null;
  /** The newest reading; kept while the miner can't be reached. */
  readonly reading: KnownReading | null;
  /** The last value each counter was seen at, also where the newest reading lacks it. */
  readonly marks: CounterMarks;
  readonly errors: readonly MinerError[];
  readonly state: MinerState;
  readonly missedPolls: number;
  /** Polls in a row that gave exactly the same, and since when. */
  readonly repeats: number;
  readonly sameSinceMs: number;
  /** By which counter the newest reading showed that the miner began anew. */
  readonly restartedBy: CounterPath | null;
  /** When the miner began anew lately. */
  readonly restartsAtMs: readonly number[];
  /** UTC milliseconds until which an operator has paused polling; null when nobody has, or somebody lifted it. */
  readonly pausedUntilMs: number | null;
}

/** A miner that was never read. */
export const untracked: MinerTrack = {
  readTick: null,
  readAtMs: null,
  reading: null,
  marks: noMarks,
  errors: [],
  state: 'unknown',
  missedPolls: 0,
  repeats: 0,
  sameSinceMs: 0,
  restartedBy: null,
  restartsAtMs: [],
  pausedUntilMs: null,
};

const hourMs = 3_600_000;
const restartsPerHour = 3;
const repeatsUntilFrozen = 3;
/** Firmware gives the same for some seconds because it measures no faster. */
const frozenAfterMs = 60_000;

/** The track after a poll that gave a reading. */
export function trackReading(
  before: MinerTrack,
  reading: MinerReading,
  at: { readonly tick: number; readonly observedAtMs: number; readonly intervalMs: number },
): MinerTrack {
  const repeats = isRepeat(before.reading, reading) ? before.repeats + 1 : 0;
  const sameSinceMs = repeats > 0 ? before.sameSinceMs : at.observedAtMs;
  const restartedBy = restartSign(before.marks, reading);
  const restartsAtMs = restartsAfter(before.restartsAtMs, restartedBy !== null, at.observedAtMs);
  const errors = [...reading.status.errors, ...heatErrors(before.errors, reading)];
  if (restartsAtMs.length >= restartsPerHour) errors.push(unstable(restartsAtMs.length));
  if (isFrozen({ repeats, sameSinceMs, readAtMs: at.observedAtMs })) errors.push(valuesFrozen);
  const contact = { lastReadAtMs: at.observedAtMs, missedPolls: 0, intervalMs: at.intervalMs };
  const hasFault = errors.some(({ severity }) => severity === 'major' || severity === 'critical');
  const condition = { activity: reading.activity, hashrate: reading.hashrate.total, nominal: reading.hashrate.nominal, hasFault };
  const { state } = minerState(at.observedAtMs, contact, condition);
  return {
    readTick: at.tick,
    readAtMs: at.observedAtMs,
    reading: known(reading, before.reading),
    marks: marksAfter(before.marks, reading),
    errors: errors.length === 0 ? untracked.errors : errors,
    state,
    missedPolls: 0,
    repeats,
    sameSinceMs,
    restartedBy,
    restartsAtMs,
    pausedUntilMs: before.pausedUntilMs,
  };
}

function restartsAfter(before: readonly number[], restarted: boolean, nowMs: number): readonly number[] {
  if (before.length === 0 && !restarted) return before;
  const recent = before.filter((time) => nowMs - time < hourMs);
  return restarted ? [...recent, nowMs].slice(-16) : recent;
}

/** The track after a poll that gave none; the miner is offline once too many are missed, and keeps its state until then. */
export function trackMiss(before: MinerTrack, offlineAfterMisses: number): MinerTrack {
  const missedPolls = before.missedPolls + 1;
  const isOffline = missedPolls >= offlineAfterMisses;
  return { ...before, missedPolls, ...(isOffline && { state: 'offline' as const, errors: [] }) };
}

/**
 * The track after our wall clock was set: times by it move along, so that none of our own doing is taken for the miner's. Ticks stay what
 * they were, for they are told.
 */
export function trackAfterStep(before: MinerTrack, byMs: number): MinerTrack {
  const moved = <T extends number | null>(atMs: T): T => (atMs === null ? atMs : ((atMs + byMs) as T));
  const { reading } = before;
  return {
    ...before,
    readAtMs: moved(before.readAtMs),
    sameSinceMs: moved(before.sameSinceMs),
    restartsAtMs: before.restartsAtMs.map(moved),
    pausedUntilMs: moved(before.pausedUntilMs),
    reading: reading && { ...reading, observedAtMs: moved(reading.observedAtMs), bootedAtMs: moved(reading.bootedAtMs) },
  };
}

/** True once a mining device has given exactly the same several times, which no live device does. */
export function isFrozen({ repeats, sameSinceMs, readAtMs }: Pick<MinerTrack, 'repeats' | 'sameSinceMs' | 'readAtMs'>): boolean {
  return repeats >= repeatsUntilFrozen && (readAtMs ?? 0) - sameSinceMs >= frozenAfterMs;
}

/**
 * A fleet's worth of boards, fans and flags that nobody asks for again would be half of what this process holds; and whatever is kept until
 * the next poll has grown old by then, and is what costs the collector most.
 */
function known(reading: MinerReading, before: KnownReading | null): KnownReading {
  const { total, nominal, average } = reading.hashrate;
  const { mining_status, uptime } = reading.status;
  return {
    observedAtMs: reading.observedAtMs,
    algorithm: reading.algorithm,
    reportedModel: reading.reportedModel,
    firmwareName: reading.firmwareName,
    firmwareVersion: reading.firmwareVersion,
    activity: reading.activity,
    miningForSeconds: reading.miningForSeconds,
    bootedAtMs: reading.bootedAtMs,
    hashrate: { total, nominal, average },
    power: { consumption: reading.power.consumption },
    pool: before !== null && isSamePool(before.pool, reading.pool) ? before.pool : reading.pool,
    shares: reading.shares,
    status: { mining_status, uptime },
    hardware: { hw_errors: reading.hardware.hw_errors },
    settings: reading.settings,
    credentialRefused: reading.credentialRefused,
  };
}

function isSamePool(one: MinerPool, other: MinerPool): boolean {
  return one.url === other.url && one.user === other.user && one.status === other.status;
}

function isRepeat(before: KnownReading | null, now: MinerReading): boolean {
  if (before === null || now.activity !== 'mining' || !now.hashrate.total) return false;
  // Values that never stand still together while a device works.
  return (
    before.hashrate.total === now.hashrate.total &&
    before.hashrate.average === now.hashrate.average &&
    before.shares.accepted === now.shares.accepted &&
    before.hardware.hw_errors === now.hardware.hw_errors &&
    before.miningForSeconds === now.miningForSeconds &&
    before.power.consumption === now.power.consumption
  );
}

function unstable(restarts: number): MinerError {
  return { code: 'unstable', message: `The miner began anew ${restarts} times within an hour.`, severity: 'major' };
}

const valuesFrozen: MinerError = {
  code: 'values_frozen',
  message: 'The miner has given exactly the same values for several polls: it may hang.',
  severity: 'major',
};

/** How many polls a miner may miss before it is offline, unless an operator says otherwise. */
export const usualOfflineAfterMisses = usualStateLimits.offlineAfterMissedPolls;
