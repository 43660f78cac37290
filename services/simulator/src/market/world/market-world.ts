import { type Coin, findCoin, rewardScheduleOf } from '@lodestream/mining';
import { type Asset, assets, findAsset } from './asset-sheet.js';
import { Chain } from './chain.js';
import { chainSheets } from './chain-sheet.js';
import { Prices } from './prices.js';
import type { ShockBook } from './shock.js';

/**
 * The markets and chains that every provider, node and pool of the simulated world speaks about: prices, hashrates, difficulties and
 * blocks as a function of the seed, the opening and the time.
 */
export class MarketWorld {
  readonly prices: Prices;
  readonly assets: readonly Asset[] = assets;
  private readonly chains: ReadonlyMap<string, Chain>;

  constructor(seed: number, shocks: ShockBook) {
    this.prices = new Prices(seed, findAsset('bitcoin')!, (coin, at) => shocks.factor('price', coin, at));
    const chains = chainSheets.map((sheet) => {
      const hashrate = (coin: string, at: number): number => shocks.factor('hashrate', coin, at);
      return new Chain(seed, minedCoin(sheet.coin), sheet, rewardScheduleOf(sheet.coin), hashrate, shocks.startMs);
    });
    this.chains = new Map(chains.map((chain) => [chain.coin.id, chain]));
  }

  /** The chain of a coin of our table; undefined for coins this world has no chain of. */
  chain(coin: string): Chain | undefined {
    return this.chains.get(coin);
  }

  /** Every chain. */
  everyChain(): Iterable<Chain> {
    return this.chains.values();
  }
}

function minedCoin(id: string): Coin & { readonly blockSeconds: number } {
  const coin = findCoin(id)!;
  return { ...coin, blockSeconds: coin.blockSeconds! };
}
