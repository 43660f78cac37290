import { type MergedRevenue, mergedUsdPerUnitDay, type PricedChain } from '../network/network-hashrate.js';
import type { AlgorithmName } from '../units/algorithm.js';

/** Chains that one hash serves at the same time. A pool includes only some of the auxiliary chains. */
export interface MergedGroup {
  readonly id: string;
  readonly algorithm: AlgorithmName;
  /** The chain whose blocks carry the proof of work. */
  readonly parent: string;
  /** Chains that accept the parent's work; each counts all of the hashrate. */
  readonly auxiliaries: readonly string[];
}

const scryptAuxiliaries = ['dogecoin', 'bellscoin', 'pepecoin-network', 'junkcoin', 'luckycoin', 'dingocoin', 'viacoin'];
const sha256Auxiliaries = ['namecoin', 'syscoin', 'rootstock', 'elastos', 'hathor', 'fractal-bitcoin'];

/** Groups of merge-mined chains, one a line. */
export const mergedGroups: readonly MergedGroup[] = [
  { id: 'scrypt-merged', algorithm: 'scrypt', parent: 'litecoin', auxiliaries: scryptAuxiliaries },
  { id: 'sha256-merged', algorithm: 'sha256d', parent: 'bitcoin', auxiliaries: sha256Auxiliaries },
];

/** The group with that id; undefined for any other. */
export const findMergedGroup = (id: string): MergedGroup | undefined => mergedGroups.find((group) => group.id === id);

/** All coins of a group, its parent first. */
export const coinsOfGroup = ({ parent, auxiliaries }: MergedGroup): readonly string[] => [parent, ...auxiliaries];

/** What is known of one chain of a group; null is not known. */
export type ChainFigures = Omit<PricedChain, 'algorithm'>;

/**
 * What one canonical unit of the group's algorithm earns a day, in US dollars before fees: the sum over its parent and those of its
 * auxiliary chains that the pool includes, for the same hashes count on each. A chain without figures is counted in `chains` and not
 * in `known`, so that a sum that leaves something out can be told from one that does not.
 */
export function groupUsdPerUnitDay(
  group: MergedGroup,
  figuresOf: (coin: string) => ChainFigures | undefined,
  included: ReadonlySet<string> = new Set(group.auxiliaries),
): MergedRevenue {
  const nothing = { difficulty: null, blockReward: null, priceUsd: null };
  const chains = coinsOfGroup(group).filter((coin) => coin === group.parent || included.has(coin));
  return mergedUsdPerUnitDay(chains.map((coin) => ({ ...(figuresOf(coin) ?? nothing), algorithm: group.algorithm })))!;
}
