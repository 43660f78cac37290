import { algorithmFacts, canonicalUnitOf, type AlgorithmName } from '../units/algorithm.js';
import { hashesPerSecond } from '../units/hashrate-unit.js';

/** A chain as it is now, for one of its algorithms. Null is not known; a value that is not above zero is read as null. */
export interface ChainState {
  readonly algorithm: AlgorithmName;
  /** Network difficulty of that algorithm, never a pool's share difficulty. */
  readonly difficulty: number | null;
  /** Coins the miner of a block gets; the mean where the reward is random. */
  readonly blockReward: number | null;
}

/** A {@link ChainState} with what one coin is worth. */
export interface PricedChain extends ChainState {
  readonly priceUsd: number | null;
}

const secondsPerDay = 86_400;

/**
 * Hashes (or solutions) a second the whole network computes: `difficulty × hashes of a difficulty-1 block ÷ seconds a block`, 2^32
 * for SHA-256d, Scrypt and X11, 2^13 for Equihash, 1 for RandomX (Bitcoin wiki, "Difficulty"; AlgorithmFacts names the constants). The block time
 * is the measured one where there is one: it differs from the target. Null where anything is not known.
 */
export function networkHashrate(chain: Pick<ChainState, 'algorithm' | 'difficulty'>, secondsPerBlock: number | null): number | null {
  const hashes = hashesPerBlock(chain);
  return hashes === null || !isPositive(secondsPerBlock) ? null : hashes / secondsPerBlock;
}

/**
 * Coins a day that a hashrate (H/s or Sol/s) finds on average, before any fee: `rate × 86,400 × reward ÷ hashes a block`, which needs
 * no block time. 0 for a rate of 0; null where anything is not known.
 */
export function expectedCoinsPerDay(rate: number | null, chain: ChainState): number | null {
  const hashes = hashesPerBlock(chain);
  if (rate === null || !(rate >= 0) || hashes === null || !isPositive(chain.blockReward)) return null;
  return (rate * secondsPerDay * chain.blockReward) / hashes;
}

/**
 * Coins a day by a hashrate's part of the whole network's: `rate ÷ network rate × 86,400 ÷ seconds a block × reward`, for a chain whose
 * difficulty has no constant. The network's rate must count the rate in question; the block time is the measured one. Null where
 * anything is not known.
 */
export function coinsPerDayOfShare(
  rate: number | null,
  network: { readonly hashrate: number | null; readonly blockSeconds: number | null; readonly blockReward: number | null },
): number | null {
  const { hashrate, blockSeconds, blockReward } = network;
  if (rate === null || !(rate >= 0) || !isPositive(hashrate) || !isPositive(blockSeconds) || !isPositive(blockReward)) return null;
  return (rate / hashrate) * (secondsPerDay / blockSeconds) * blockReward;
}

/** {@link expectedCoinsPerDay} of one canonical unit of the chain's algorithm: of 1 TH/s of SHA-256d, of 1 GH/s of Scrypt. */
export const coinsPerUnitDay = (chain: ChainState): number | null =>
  expectedCoinsPerDay(hashesPerSecond({ value: 1, unit: canonicalUnitOf(chain.algorithm) }), chain);

/** US dollars a day that one canonical unit of the chain's algorithm earns, before fees; null where coins or price are not known. */
export function usdPerUnitDay(chain: PricedChain): number | null {
  const coins = coinsPerUnitDay(chain);
  return coins === null || !isPositive(chain.priceUsd) ? null : coins * chain.priceUsd;
}

/** What merge mining earns, and how many of its chains are in that sum. */
export interface MergedRevenue {
  /** US dollars a day and canonical unit: at least this, where `known` is less than `chains`. Null when no chain is known. */
  readonly usd: number | null;
  readonly known: number;
  readonly chains: number;
}

/**
 * What one canonical unit earns a day on merge-mined chains: the sum over all of them, for the same hashes count on each. Null for
 * chains of different algorithms, which no hash can serve together, and for no chain at all.
 */
export function mergedUsdPerUnitDay(chains: readonly PricedChain[]): MergedRevenue | null {
  if (new Set(chains.map((chain) => chain.algorithm)).size !== 1) return null;
  const known = chains.map(usdPerUnitDay).filter((usd) => usd !== null);
  return { usd: known.length === 0 ? null : known.reduce((sum, usd) => sum + usd, 0), known: known.length, chains: chains.length };
}

function hashesPerBlock({ algorithm, difficulty }: Pick<ChainState, 'algorithm' | 'difficulty'>): number | null {
  const perDifficulty = algorithmFacts(algorithm).hashesPerNetworkDifficulty;
  return perDifficulty === null || !isPositive(difficulty) ? null : perDifficulty * difficulty;
}

const isPositive = (value: number | null): value is number => value !== null && Number.isFinite(value) && value > 0;
