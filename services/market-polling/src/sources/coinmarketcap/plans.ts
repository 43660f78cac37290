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
