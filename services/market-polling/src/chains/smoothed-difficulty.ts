import { algorithmFacts, type AlgorithmName, type Coin } from '@lodestream/mining';

/** A difficulty, in the coin's own scale, with the UTC milliseconds at which it was so. */
export type SeenDifficulty = readonly [atMs: number, difficulty: number];

/** A difficulty to reckon with in place of the last one, as records tell it. */
export interface SmoothedDifficulty {
  /** The harmonic mean, in the coin's own scale. */
  readonly difficulty: number;
  /** Milliseconds from the oldest to the newest difficulty in it. */
  readonly span_ms: number;
  /** How many difficulties are in it. */
  readonly observations: number;
}

const hourMs = 3_600_000;
/**
 * Small chains are to be smoothed over 1 to 24 hours (reference, 6.6). It is a whole day, for what is told are coins of a day: miners
 * who come and go with the hour of the day cancel out in it.
 */
export const smoothedOverMs = 24 * hourMs;
const leastSpanMs = hourMs;
const leastObservations = 4;
/** A chain that keeps its difficulty for longer is best told by the present one: Bitcoin does for two weeks, Decred for twelve hours. */
const longestRetargetMs = 4 * hourMs;

/**
 * Whether what a coin brings by an algorithm is reckoned with a smoothed difficulty: its chain changes it with each block, or after a few
 * hours at most, and coins follow from it. A chain whose rule is not known here keeps its last one.
 */
export function isSmoothed(
  { blockSeconds, retargetBlocks }: Pick<Coin, 'blockSeconds' | 'retargetBlocks'>,
  algorithm: AlgorithmName,
): boolean {
  if (blockSeconds === null || retargetBlocks === null) return false;
  return blockSeconds * retargetBlocks * 1_000 <= longestRetargetMs && algorithmFacts(algorithm).hashesPerNetworkDifficulty !== null;
}

/**
 * The difficulty of the last 24 hours up to `nowMs`, of what was seen, the oldest first: `n ÷ Σ(1 ÷ difficulty)`, the harmonic mean. Coins of
 * a unit and day are inversely proportional to the difficulty, so that what the day brought on average is the mean of 1 ÷ difficulty; the
 * arithmetic mean would tell too few coins of a chain that swings. Null where fewer than four were seen, or over less than an hour.
 */
export function smoothDifficulty(seen: readonly SeenDifficulty[], nowMs: number): SmoothedDifficulty | null {
  const recent = seen.filter(([atMs]) => atMs > nowMs - smoothedOverMs);
  const [oldest, newest] = [recent[0], recent.at(-1)];
  if (oldest === undefined || newest === undefined || recent.length < leastObservations) return null;
  const spanMs = newest[0] - oldest[0];
  if (spanMs < leastSpanMs) return null;
  // By parts of the newest one, so that what never changed is told to the last digit.
  const inverse = recent.reduce((sum, [, difficulty]) => sum + newest[1] / difficulty, 0) / recent.length;
  return { difficulty: newest[1] / inverse, span_ms: spanMs, observations: recent.length };
}
