import type { MarketFaultBook } from '../faults/market-fault-book.js';
import { Quotes } from '../quotes.js';
import type { Provider } from '../wire/provider.js';
import type { MarketWorld } from '../world/market-world.js';
import { Access } from './access.js';
import { CoinGeckoDouble } from './double.js';

/** Seconds an answer stands before it is made anew, on the free plans. */
const cacheSeconds = 60;

/** CoinGecko on both of its hosts, over one book of customers. */
export function createDoubles(world: MarketWorld, faults: MarketFaultBook): readonly Provider[] {
  const quotes = new Quotes(world, faults, 'coingecko', cacheSeconds);
  const access = new Access();
  return [new CoinGeckoDouble('public', quotes, faults, access), new CoinGeckoDouble('pro', quotes, faults, access)];
}
