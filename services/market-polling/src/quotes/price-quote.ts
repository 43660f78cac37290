import type { Coin } from '@lodestream/mining';

/** Amounts by lower-case currency, such as `usd`; a currency that is not listed was not given. */
export type Amounts = Readonly<Record<string, number>>;

/** What one source says about one coin. What it does not say is left out or null, and never 0. */
export interface PriceQuote {
  /** Our id of the coin. */
  readonly coinId: string;
  readonly symbol: string | null;
  readonly name: string | null;
  /** Price of one whole coin. */
  readonly price: Amounts;
  readonly marketCap: Amounts;
  readonly volume24h: Amounts;
  /** Change of the price in USD in percent, by period such as `24h`. */
  readonly change: Amounts;
  /** Changes that were told with it when it was read, where it comes from a record of before; left out otherwise. */
  readonly changeBefore?: Amounts;
  /** UTC milliseconds at which the source says the price was true; null when it does not say. */
  readonly lastUpdatedMs: number | null;
  /** True where the source says that it does not follow the coin any more; left out otherwise. */
  readonly inactive?: true;
}

/** A coin as one source knows it. */
export interface ListedCoin {
  readonly coin: Coin;
  /** The source's own id. */
  readonly id: string;
}

/** The answer to one request for prices. */
export interface PriceAnswer {
  readonly quotes: readonly PriceQuote[];
  /** Our ids of the coins that were asked for and are not in the answer. */
  readonly missing: readonly string[];
  /** Credits the provider says it took; null where it does not say. */
  readonly credits: number | null;
  /** A sentence on each coin that is missing because its row is not of the shape agreed on; left out where there is none. */
  readonly unreadable?: readonly string[];
}
