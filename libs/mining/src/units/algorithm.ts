/** Proof-of-work algorithms this room knows; `unknown` is what a device says that names none of them. */
export const algorithmNames = [
  'sha256d',
  'scrypt',
  'kheavyhash',
  'x11',
  'equihash',
  'eaglesong',
  'kawpow',
  'qubit',
  'skein',
  'odocrypt',
  'etchash',
  'ethash',
  'randomx',
  'blake3',
  'unknown',
] as const;

/** One of {@link algorithmNames}. */
export type AlgorithmName = (typeof algorithmNames)[number];

/** What follows from an algorithm alone. */
export interface AlgorithmFacts {
  readonly name: AlgorithmName;
  /** The one unit in which the project states this algorithm's hashrate. */
  readonly canonicalUnit: string;
  /**
   * Hashes a share of pool difficulty 1 takes on average; null where pools do not agree or we do not know.
   * SHA-256d: 2^32, because the difficulty-1 target leaves 32 bits of a 256-bit hash (Bitcoin wiki, "Difficulty").
   * Scrypt: 2^16, because mining software divides a pool's difficulty by 65,536 before it makes a target of it
   * (cgminer 3.7.2 `set_target`, pooler's cpuminer `stratum_gen_work`). Only share difficulty is scaled so: Litecoin's own
   * network difficulty counts 2^32 hashes as Bitcoin's does.
   */
  readonly hashesPerShareDifficulty: number | null;
  /**
   * Hashes a block takes on average at network difficulty 1; null where that is not a constant, or not known. 2^32 where difficulty 1
   * is Bitcoin's target, 2^13 for Equihash, 1 where difficulty counts hashes (Monero, Ethereum Classic, Nervos), 2 for Kaspa, whose
   * network rate is 2 · difficulty · blocks a second (rusty-kaspa, `estimate_network_hashes_per_second`).
   */
  readonly hashesPerNetworkDifficulty: number | null;
}

const facts: Readonly<Record<AlgorithmName, Omit<AlgorithmFacts, 'name'>>> = {
  sha256d: { canonicalUnit: 'TH/s', hashesPerShareDifficulty: 2 ** 32, hashesPerNetworkDifficulty: 2 ** 32 },
  scrypt: { canonicalUnit: 'GH/s', hashesPerShareDifficulty: 2 ** 16, hashesPerNetworkDifficulty: 2 ** 32 },
  kheavyhash: { canonicalUnit: 'TH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 },
  x11: { canonicalUnit: 'TH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 ** 32 },
  equihash: { canonicalUnit: 'kSol/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 ** 13 },
  eaglesong: { canonicalUnit: 'TH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 1 },
  kawpow: { canonicalUnit: 'MH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 ** 32 },
  qubit: { canonicalUnit: 'GH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 ** 32 },
  skein: { canonicalUnit: 'GH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 ** 32 },
  odocrypt: { canonicalUnit: 'GH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 2 ** 32 },
  etchash: { canonicalUnit: 'MH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 1 },
  ethash: { canonicalUnit: 'MH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 1 },
  randomx: { canonicalUnit: 'kH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: 1 },
  blake3: { canonicalUnit: 'TH/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: null },
  unknown: { canonicalUnit: 'H/s', hashesPerShareDifficulty: null, hashesPerNetworkDifficulty: null },
};

const spellings: Readonly<Record<string, AlgorithmName>> = {
  sha256: 'sha256d',
  sha256d: 'sha256d',
  scrypt: 'scrypt',
  kheavyhash: 'kheavyhash',
  heavyhash: 'kheavyhash',
  x11: 'x11',
  equihash: 'equihash',
  eaglesong: 'eaglesong',
  kawpow: 'kawpow',
  qubit: 'qubit',
  skein: 'skein',
  odocrypt: 'odocrypt',
  odo: 'odocrypt',
  etchash: 'etchash',
  ethash: 'ethash',
  randomx: 'randomx',
  blake3: 'blake3',
};

/** Everything known of an algorithm. */
export function algorithmFacts(name: AlgorithmName): AlgorithmFacts {
  return { name, ...facts[name] };
}

/** The one unit in which the project states the hashrate of an algorithm. */
export const canonicalUnitOf = (name: AlgorithmName): string => facts[name].canonicalUnit;

/** The algorithm that firmware, pool or operator mean by a word such as `SHA-256` or `Scrypt`; `unknown` for any other word. */
export function parseAlgorithm(word: string | null | undefined): AlgorithmName {
  const key = (word ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return Object.hasOwn(spellings, key) ? spellings[key]! : 'unknown';
}
