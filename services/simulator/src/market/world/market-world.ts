import { algorithmBlockSeconds, type Coin, findCoin, rewardScheduleOf } from '@lodestream/mining';
import { type Asset, assets, findAsset } from './asset-sheet.js';
import { Chain } from './chain.js';
import { chainSheets } from './chain-sheet.js';
import { LanedChain } from './laned-chain.js';
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
  private readonly laned: ReadonlyMap<string, LanedChain>;

  constructor(seed: number, shocks: ShockBook) {
    this.prices = new Prices(seed, findAsset('bitcoin')!, (coin, at) => shocks.factor('price', coin, at));
    const chains = chainSheets.map((sheet) => {
      const hashrate = (coin: string, at: number): number => shocks.factor('hashrate', coin, at);
      return new Chain(seed, minedCoin(sheet.coin), sheet, rewardScheduleOf(sheet.coin), hashrate, shocks.startMs);
    });
    const byCoin = Map.groupBy(chains, ({ coin }) => coin.id);
    this.chains = new Map([...byCoin].flatMap(([id, [chain, ...more]]) => (more.length === 0 ? [[id, chain!] as const] : [])));
    this.laned = new Map(
      [...byCoin].flatMap(([id, lanes]) =>
        lanes.length > 1 ? [[id, new LanedChain(findCoin(id)!, lanes, rewardScheduleOf(id))] as const] : [],
      ),
    );
  }

  /** The chain of a coin of our table that has one algorithm; undefined for coins this world has no such chain of. */
  chain(coin: string): Chain | undefined {
    return this.chains.get(coin);
  }

  /** The chain of a coin that can be mined by several algorithms; undefined for any other. */
  lanedChain(coin: string): LanedChain | undefined {
    return this.laned.get(coin);
  }

  /** Every chain of one algorithm. */
  everyChain(): Iterable<Chain> {
    return this.chains.values();
  }

  /** Every chain of several algorithms. */
  everyLanedChain(): Iterable<LanedChain> {
    return this.laned.values();
  }
}

/** A coin with the seconds between two blocks of one algorithm. */
function minedCoin(id: string): Coin & { readonly blockSeconds: number } {
  const coin = findCoin(id)!;
  return { ...coin, blockSeconds: algorithmBlockSeconds(coin)! };
}
