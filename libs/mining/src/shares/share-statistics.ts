import { algorithmFacts, type AlgorithmName } from '../units/algorithm.js';

/** A stretch of mining as a pool sees it. */
export interface ShareWindow {
  readonly algorithm: AlgorithmName;
  /** Difficulty of one share, as the pool states it. */
  readonly difficulty: number;
  readonly seconds: number;
}

/**
 * Shares a hashrate should find: `hashes a second × seconds ÷ (difficulty × hashes of a difficulty-1 share)`, since each hash is a
 * share with the same small chance (Bitcoin wiki, "Difficulty"; per-algorithm constants and their sources in AlgorithmFacts).
 * Null where the algorithm has no known constant or the difficulty is none.
 */
export function expectedShares(hashesPerSecond: number, window: ShareWindow): number | null {
  const perShare = hashesPerShare(window);
  return perShare === null ? null : (hashesPerSecond * window.seconds) / perShare;
}

/**
 * Hashes a second that a count of shares speaks for, the inverse of {@link expectedShares}:
 * `shares × difficulty × 2^32 ÷ seconds` for SHA-256d, `× 2^16` for Scrypt. Null for a window without length.
 */
export function hashrateFromShares(shares: number, window: ShareWindow): number | null {
  const perShare = hashesPerShare(window);
  return perShare === null || !(window.seconds > 0) ? null : (shares * perShare) / window.seconds;
}

/**
 * How sure a rate is that rests on `shares`: its relative standard deviation, 1 ÷ √shares, for share counts are Poisson
 * distributed (M. Rosenfeld, "Analysis of Bitcoin Pooled Mining Reward Systems", 2011, §1). Null without a share.
 */
export const relativeDeviation = (shares: number): number | null => (shares > 0 ? 1 / Math.sqrt(shares) : null);

/**
 * How far a count is from what was expected, in standard deviations of the expected Poisson count (√expected). Below −3 a miner
 * finds fewer shares than chance explains. Null where nothing was expected.
 */
export function shareSurprise(observed: number, expected: number): number | null {
  return expected > 0 ? (observed - expected) / Math.sqrt(expected) : null;
}

/** Counts of shares by the pool's verdict; null was not measured. */
export interface ShareCounts {
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly stale: number | null;
}

/** The part of all shares that was accepted, 0 to 1; stale ones count as sent. Null when any count is missing or none was sent. */
export function acceptanceRate({ accepted, rejected, stale }: ShareCounts): number | null {
  if (accepted === null || rejected === null || stale === null) return null;
  const sent = accepted + rejected + stale;
  return sent > 0 ? accepted / sent : null;
}

function hashesPerShare({ algorithm, difficulty }: ShareWindow): number | null {
  const unit = algorithmFacts(algorithm).hashesPerShareDifficulty;
  return unit === null || !(difficulty > 0) ? null : difficulty * unit;
}
