import type { Secret } from '@lodestream/service-kit';

/** What a plan of CoinGecko allows (reference of November 2026; each can be configured otherwise). */
export interface CoinGeckoPlan {
  readonly baseUrl: string;
  /** The header that carries the key; null for the plan without one. */
  readonly keyHeader: string | null;
  readonly callsPerMinute: number;
  readonly callsPerMonth: number;
  /** Whether `/key` tells what was used of it. */
  readonly tellsAccount: boolean;
  /** Days of history it gives. */
  readonly historyDays: number;
  /** Seconds for which its prices stay the same. */
  readonly cacheSeconds: number;
}

const free = 'https://api.coingecko.com/api/v3';
const paid = 'https://pro-api.coingecko.com/api/v3';

/** Plans by the name an operator gives; host and header come from this one choice, since a key at the other host is refused. */
export const coinGeckoPlans = {
  keyless: {
    baseUrl: free,
    keyHeader: null,
    callsPerMinute: 5,
    callsPerMonth: 10_000,
    tellsAccount: false,
    historyDays: 365,
    cacheSeconds: 60,
  },
  demo: {
    baseUrl: free,
    keyHeader: 'x-cg-demo-api-key',
    callsPerMinute: 30,
    callsPerMonth: 10_000,
    tellsAccount: false,
    historyDays: 365,
    cacheSeconds: 60,
  },
  basic: {
    baseUrl: paid,
    keyHeader: 'x-cg-pro-api-key',
    callsPerMinute: 250,
    callsPerMonth: 100_000,
    tellsAccount: true,
    historyDays: 730,
    cacheSeconds: 10,
  },
  analyst: {
    baseUrl: paid,
    keyHeader: 'x-cg-pro-api-key',
    callsPerMinute: 500,
    callsPerMonth: 500_000,
    tellsAccount: true,
    historyDays: 3_650,
    cacheSeconds: 0,
  },
  lite: {
    baseUrl: paid,
    keyHeader: 'x-cg-pro-api-key',
    callsPerMinute: 500,
    callsPerMonth: 2_000_000,
    tellsAccount: true,
    historyDays: 3_650,
    cacheSeconds: 0,
  },
} as const satisfies Record<string, CoinGeckoPlan>;

/** The name of a plan. */
export type CoinGeckoTier = keyof typeof coinGeckoPlans;

/**
 * Milliseconds for which an endpoint of a plan answers the same: prices by the plan, `/global` ten minutes (CoinGecko's documents, as of
 * November 2026). Of charts nothing is stated.
 */
export function coinGeckoCacheMs({ cacheSeconds }: CoinGeckoPlan, path: string): number {
  if (path === '/global') return 600_000;
  return path === '/simple/price' || path === '/coins/markets' ? cacheSeconds * 1_000 : 0;
}

/** The plan in force: the one that is named, otherwise Demo with a key and the keyless one without. */
export function coinGeckoTier(tier: string | undefined, key: Secret | undefined): CoinGeckoTier {
  if (tier !== undefined && Object.hasOwn(coinGeckoPlans, tier)) return tier as CoinGeckoTier;
  return key === undefined ? 'keyless' : 'demo';
}
