import type { MarketFaultBook } from '../faults/market-fault-book.js';
import { Quotes } from '../quotes.js';
import type { Provider } from '../wire/provider.js';
import type { MarketWorld } from '../world/market-world.js';
import { CoinMarketCapDouble } from './double.js';

/** Seconds an answer stands before it is made anew. */
const cacheSeconds = 60;

/** CoinMarketCap on its one host. */
export const createDoubles = (world: MarketWorld, faults: MarketFaultBook): readonly Provider[] => [
  new CoinMarketCapDouble(new Quotes(world, faults, 'coinmarketcap', cacheSeconds), faults),
];
