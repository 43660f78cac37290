import type { Clock, Log } from '@lodestream/component';
import type { BudgetStore, WebApi, WebApiOptions } from '@lodestream/polling';
import type { PriceProvider } from '../rounds/price-provider.js';

/** One source of market data, ready to be asked. */
export interface MarketSource {
  readonly name: string;
  /** Its prices; null where it gives none. */
  readonly prices: PriceProvider | null;
  /** Ends its connections; safe twice. */
  close(): void;
}

/** What a source is made of besides its configuration. */
export interface SourceParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly budgets: BudgetStore;
  readonly openWeb: (options: WebApiOptions) => WebApi;
}

/** What we call ourselves at providers. */
export const userAgent = 'lodestream/0.1 (mining monitor)';
/** 250 coins with all their fields, and a year of prices by the hour. */
export const mostBodyBytes = 8 * 1_048_576;
