import type { AlgorithmName } from '../units/algorithm.js';

/** Price providers whose identities the table has, in the order of its last columns. */
export const priceProviders = ['coingecko', 'coinmarketcap'] as const;

/** One of {@link priceProviders}. */
export type PriceProvider = (typeof priceProviders)[number];

/** The identity of one coin at a price provider. */
export interface ProviderId {
  /** The id as text, a number's digits included; null where only the slug is known, which the provider resolves once. */
  readonly id: string | null;
  /** The provider's second way to name a coin; null where it has none, or it is not known. */
  readonly slug: string | null;
  /** False where the id was never compared with the provider's own list: resolve it once, pin it, and say so. */
  readonly verified: boolean;
}

/** Which coin it is, wherever it is named. Tickers identify nothing: several coins share one. */
export interface Coin {
  /** The identity the project uses: the key of topics and of configuration. Lower case and hyphens; never changed once used. */
  readonly id: string;
  /** Ticker, for people to read. */
  readonly symbol: string;
  readonly name: string;
  /** Each way to mine it; one for most chains, five for DigiByte, none for a coin that is not mined. */
  readonly algorithms: readonly AlgorithmName[];
  /** Seconds between two blocks of the chain that its rules aim at; null for a coin that is not mined. */
  readonly blockSeconds: number | null;
  /** Blocks between two changes of difficulty: 1 where each block changes it; null where that is not known. */
  readonly retargetBlocks: number | null;
  /** What it is called by each provider; a provider without a line does not list it, or under a name nobody knows here. */
  readonly ids: Readonly<Partial<Record<PriceProvider, ProviderId>>>;
}

/** Columns of the table: id, ticker, name, algorithms, seconds a block, blocks between retargets, one for each provider. */
export type CoinRow = readonly [
  id: string,
  symbol: string,
  name: string,
  algorithms: AlgorithmName | readonly AlgorithmName[],
  blockSeconds: number | null,
  retargetBlocks: number | null,
  /** `id` or `id/slug`; a question mark after the id when it was not verified, one instead of it when only the slug is known. */
  ...providerIds: readonly (string | null)[],
];

/** Reads one row of the table. */
export function coinFrom([id, symbol, name, algorithms, blockSeconds, retargetBlocks, ...providerIds]: CoinRow): Coin {
  return {
    id,
    symbol,
    name,
    algorithms: typeof algorithms === 'string' ? [algorithms] : algorithms,
    blockSeconds,
    retargetBlocks,
    ids: Object.fromEntries(
      priceProviders.flatMap((provider, column) => {
        const text = providerIds[column] ?? null;
        return text === null ? [] : [[provider, providerId(text)] as const];
      }),
    ),
  };
}

function providerId(text: string): ProviderId {
  const [id = '', slug = ''] = text.split('/');
  const known = id.replace(/\?$/, '');
  return { id: known === '' ? null : known, slug: slug === '' ? null : slug, verified: !id.endsWith('?') };
}

/**
 * Seconds between two blocks of one algorithm of the chain: a chain with five algorithms finds a block of each in five block times.
 * Null for a coin that is not mined.
 */
export const algorithmBlockSeconds = ({ blockSeconds, algorithms }: Pick<Coin, 'blockSeconds' | 'algorithms'>): number | null =>
  blockSeconds === null || algorithms.length === 0 ? null : blockSeconds * algorithms.length;
