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
