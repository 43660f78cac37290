/** What a plan of CoinMarketCap allows (reference of November 2026). */
export interface CoinMarketCapPlan {
  readonly creditsPerMonth: number;
  readonly callsPerMinute: number;
}

/** The address of the API. */
export const coinMarketCapUrl = 'https://pro-api.coinmarketcap.com';

/** Plans by the name an operator gives; `free` is the Basic plan, planned with the 10,000 credits that older accounts still have. */
export const coinMarketCapPlans: Readonly<Record<string, CoinMarketCapPlan>> = {
  free: { creditsPerMonth: 10_000, callsPerMinute: 30 },
  basic: { creditsPerMonth: 15_000, callsPerMinute: 30 },
  hobbyist: { creditsPerMonth: 110_000, callsPerMinute: 30 },
  startup: { creditsPerMonth: 300_000, callsPerMinute: 30 },
  standard: { creditsPerMonth: 1_200_000, callsPerMinute: 60 },
  professional: { creditsPerMonth: 3_000_000, callsPerMinute: 90 },
  enterprise: { creditsPerMonth: 30_000_000, callsPerMinute: 120 },
};

/** Milliseconds for which an endpoint answers the same (CoinMarketCap's documents, as of November 2026); what is not listed is not cached. */
export const coinMarketCapCacheMs: ReadonlyMap<string, number> = new Map([
  ['/v3/cryptocurrency/quotes/latest', 60_000],
  ['/v3/cryptocurrency/listings/latest', 60_000],
  ['/v2/simple/price', 60_000],
  ['/v1/cryptocurrency/map', 30_000],
  ['/v1/global-metrics/quotes/latest', 300_000],
]);
