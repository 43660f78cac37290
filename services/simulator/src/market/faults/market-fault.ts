/** Who can be troubled: the providers of prices and of network figures. */
export const marketSources = ['coingecko', 'coinmarketcap', 'mempool', 'litecoinspace', 'minerstat', 'node'] as const;

/** One of {@link marketSources}. */
export type MarketSource = (typeof marketSources)[number];

/** Ways in which a provider changes the shape of its answers without a word. */
export const driftKinds = ['drift', 'retyped', 'wrapped', 'reshaped', 'without_ids'] as const;

/** One of {@link driftKinds}. */
export type DriftKind = (typeof driftKinds)[number];

/** What can go wrong with all of a provider. */
export const outageKinds = ['down', 'hang', 'slow', 'truncated', 'html', 'server_error', ...driftKinds] as const;

/** What a provider can refuse with, in its own words. */
export const refusalKinds = [
  'rate_limited',
  'month_exhausted',
  'day_exhausted',
  'ip_limited',
  'unauthorized',
  'forbidden',
  'error_in_200',
] as const;

/** What can be wrong about one coin, or all of a provider's. */
export const quoteFaultKinds = ['stale', 'missing', 'null_price', 'skewed'] as const;

/** Everything that can go wrong. */
export const marketFaultKinds = [...outageKinds, ...refusalKinds, ...quoteFaultKinds] as const;

/** One of {@link marketFaultKinds}. */
export type MarketFaultKind = (typeof marketFaultKinds)[number];

/** One of {@link refusalKinds}. */
export type RefusalKind = (typeof refusalKinds)[number];

/** One planned trouble of a provider. */
export interface MarketFaultPlan {
  readonly source: MarketSource;
  readonly kind: MarketFaultKind;
  /** The coin's id in our table, for faults of quotes; left out: all coins. */
  readonly coin?: string;
  /** For `skewed`: what prices are multiplied by; left out: 1.08. */
  readonly factor?: number;
  /** For `server_error`: the status; left out: 503. */
  readonly status?: number;
  /** Milliseconds after the world opened; left out, it has always been so. */
  readonly fromMs?: number;
  /** How long it lasts; left out: for ever. */
  readonly durationMs?: number;
}

/** A trouble in force. */
export interface MarketFault extends MarketFaultPlan {
  /** Since when, in UTC milliseconds; null: always. */
  readonly since: number | null;
}
