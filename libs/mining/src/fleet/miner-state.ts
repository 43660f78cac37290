/** States of a miner, exclusive: the states of a fleet's miners sum to their number. */
export const minerStates = ['hashing', 'degraded', 'paused', 'stale', 'offline', 'unknown'] as const;

/** One of {@link minerStates}. */
export type MinerStateName = (typeof minerStates)[number];

/** Why a miner is in its state; `none` while it is hashing as it should. */
export type MinerStateReason =
  | 'none'
  | 'never_read'
  | 'polls_missed'
  | 'reading_too_old'
  | 'stopped_on_purpose'
  | 'failed'
  | 'starting'
  | 'not_hashing'
  | 'fault'
  | 'below_nominal';

/** What the miner last said of itself. */
export interface MinerCondition {
  /** `paused` only when someone stopped it on purpose; `failed` when its firmware gave up. */
  readonly activity: 'mining' | 'starting' | 'paused' | 'failed' | 'unknown';
  /** Real-time hashrate, and what it should be at the present settings, in one unit; null where not measured. */
  readonly hashrate: number | null;
  readonly nominal: number | null;
  /** Whether a part is at fault: a board, a fan, a pool, an error of severity major or critical. */
  readonly hasFault: boolean;
}

/** How well the miner could be read lately. */
export interface MinerContact {
  /** Null when it was never read. */
  readonly lastReadAtMs: number | null;
  readonly missedPolls: number;
  readonly intervalMs: number;
}

/** Limits of the rule. */
export interface MinerStateLimits {
  /** Missed polls in a row after which a miner is offline. */
  readonly offlineAfterMissedPolls: number;
  /** Intervals after which the newest reading is stale. */
  readonly staleAfterIntervals: number;
  /** The part of nominal under which a miner is degraded. */
  readonly degradedBelow: number;
}

/** The limits the product states: three polls, two intervals, 90 %. */
export const usualStateLimits: MinerStateLimits = {
  offlineAfterMissedPolls: 3,
  staleAfterIntervals: 2,
  degradedBelow: 0.9,
};

/** A state with its reason. */
export interface MinerStateVerdict {
  readonly state: MinerStateName;
  readonly reason: MinerStateReason;
}

/**
 * The state of a miner at `nowMs`. Contact comes first, for nothing an unreachable miner once said is true any more: offline (even if
 * it was never read), then never read, then stale. Then intent: what was stopped on purpose is paused. What is left hashes as it should, or is degraded, by any
 * unplanned shortfall down to zero. An unmeasured hashrate is no shortfall.
 */
export function minerState(
  nowMs: number,
  contact: MinerContact,
  condition: MinerCondition,
  limits: MinerStateLimits = usualStateLimits,
): MinerStateVerdict {
  const lost = contactVerdict(nowMs, contact, limits);
  if (lost !== null) return lost;
  if (condition.activity === 'paused') return { state: 'paused', reason: 'stopped_on_purpose' };
  const reason = shortfallOf(condition, limits);
  return { state: reason === 'none' ? 'hashing' : 'degraded', reason };
}

function contactVerdict(nowMs: number, contact: MinerContact, limits: MinerStateLimits): MinerStateVerdict | null {
  if (contact.missedPolls >= limits.offlineAfterMissedPolls) return { state: 'offline', reason: 'polls_missed' };
  if (contact.lastReadAtMs === null) return { state: 'unknown', reason: 'never_read' };
  const isOld = nowMs - contact.lastReadAtMs > limits.staleAfterIntervals * contact.intervalMs;
  return isOld ? { state: 'stale', reason: 'reading_too_old' } : null;
}

function shortfallOf(condition: MinerCondition, limits: MinerStateLimits): MinerStateReason {
  const { activity, hashrate, nominal, hasFault } = condition;
  if (activity === 'failed') return 'failed';
  if (activity === 'starting') return 'starting';
  if (hashrate === 0) return 'not_hashing';
  if (hasFault) return 'fault';
  if (hashrate !== null && nominal !== null && hashrate < limits.degradedBelow * nominal) return 'below_nominal';
  return 'none';
}
