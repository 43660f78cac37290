import type { AlgorithmName, Coin } from '@lodestream/mining';
import type { Cadence } from '../plan/cadence.js';
import type { ChainSetting } from '../plan/chain-plan.js';

/** A fact that is asked for by a request of its own at some sources. */
export type ChainFactName = 'difficulty' | 'hashrate' | 'height' | 'feesPerBlock' | 'secondsPerBlock';

/** How a fact that its source did not give when it was asked last is told. */
export const gapReasons = ['no_answer', 'stale', 'fallback'] as const;

/** One of {@link gapReasons}. */
export type GapReason = (typeof gapReasons)[number];

/** What did not come from the last answers of a source: `no_answer` is missing, `stale` from an earlier answer, `fallback` from another source. */
export type ChainGaps = Readonly<Partial<Record<ChainFactName, GapReason>>>;

/** What one source says about one chain. What it does not say is null, and never 0. */
export interface ChainFacts {
  readonly coinId: string;
  /** Network difficulty, in the coin's own scale; null for a coin of several algorithms. */
  readonly difficulty: number | null;
  /** Hashes (or solutions) a second of the whole network. */
  readonly hashrate: number | null;
  readonly height: number | null;
  /** Coins of a block by the source's word; the consensus rules win over it where they are known. */
  readonly blockReward: number | null;
  /** Average fees of a block, in coins. */
  readonly feesPerBlock: number | null;
  /** Measured seconds a block. */
  readonly secondsPerBlock: number | null;
  /** UTC milliseconds at which it was true, by the source; null when it does not say. */
  readonly lastUpdatedMs: number | null;
  /** What differs by algorithm, for a coin that has several; left out for one that has one. */
  readonly algorithms?: readonly AlgorithmFacts[];
  /** What is null because the source, which answered otherwise, gave no answer to it; left out where it answered everything. */
  readonly unanswered?: readonly ChainFactName[];
}

/** What one source says about mining a coin by one of its algorithms. */
export interface AlgorithmFacts {
  readonly algorithm: AlgorithmName;
  readonly difficulty: number | null;
  /** Hashes a second of the whole network by this algorithm. */
  readonly hashrate: number | null;
}

/** A source of facts about chains. */
export interface ChainSource {
  readonly source: string;
  /** The coins it is asked for now; without any it is not asked. */
  readonly coins: readonly Coin[];
  /** The setting that switches it on. */
  readonly setting: ChainSetting;
  /** How often it is asked. */
  readonly cadence: Cadence;
  /** @throws TransientError or PermanentError where it does not answer */
  facts(signal: AbortSignal): Promise<readonly ChainFacts[]>;
}

/** A source's word with when it was read. */
export interface HeldFacts extends ChainFacts {
  readonly source: string;
  readonly observedAtMs: number;
  /** What did not come from this word of the source, and where it is from. */
  readonly gaps?: ChainGaps;
}
