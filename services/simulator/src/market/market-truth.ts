import { type MarketSource, marketSources } from './faults/market-fault.js';
import type { MarketFaultBook } from './faults/market-fault-book.js';
import type { MeterState } from './wire/meter.js';
import type { Provider } from './wire/provider.js';
import type { EndpointCount, ProviderBooks } from './wire/provider-books.js';
import type { Asset } from './world/asset-sheet.js';
import type { Chain } from './world/chain.js';
import type { LanedChain } from './world/laned-chain.js';
import type { MarketWorld } from './world/market-world.js';

/** How one provider was used. */
export interface MarketUsage {
  readonly source: MarketSource;
  readonly endpoints: Readonly<Record<string, EndpointCount>>;
  /** By key, or by address for those without one. */
  readonly customers: Readonly<Record<string, MeterState>>;
}

/** What the truth is told from. */
export interface TruthParts {
  readonly world: MarketWorld;
  readonly faults: MarketFaultBook;
  readonly books: ProviderBooks;
  readonly providers: readonly Provider[];
}

/** Everything that is true of the markets and of those who sell their figures. */
export function marketTruth(parts: TruthParts, at: number): Record<string, unknown> {
  const { world, faults } = parts;
  return {
    at,
    coins: world.assets.map((asset) => assetTruth(world, asset, at)),
    chains: [
      ...[...world.everyChain()].map((chain) => chainTruth(chain, at)),
      ...[...world.everyLanedChain()].map((chain) => lanedTruth(chain, at)),
    ],
    faults: marketSources.flatMap((source) => faults.inForce(source, at)),
    providers: marketUsage(parts, at),
  };
}

/** How each provider was used so far: by endpoint, and by customer. */
export function marketUsage({ books, providers }: TruthParts, at: number): readonly MarketUsage[] {
  return marketSources.map((source) => ({
    source,
    endpoints: books.of(source),
    customers: Object.assign(
      {},
      ...providers.filter((each) => each.source === source).map((each) => each.meters(at)),
    ) as MarketUsage['customers'],
  }));
}

function assetTruth({ prices }: MarketWorld, asset: Asset, at: number): Record<string, unknown> {
  return {
    coin: asset.id,
    symbol: asset.symbol,
    usd: prices.usd(asset, at),
    btc: prices.in('btc', asset, at),
    change_24h_percent: prices.change(asset, at, 86_400_000),
    market_cap_usd: prices.usd(asset, at) * prices.supply(asset, at),
    volume_24h_usd: prices.volume(asset, at),
    listed_as: asset.listed,
  };
}

function chainTruth(chain: Chain, at: number): Record<string, unknown> {
  const tip = chain.tipAt(at);
  return {
    coin: chain.coin.id,
    algorithm: chain.sheet.algorithm,
    height: tip.height,
    tip_at: tip.time,
    difficulty: chain.difficultyAt(at),
    network_hashrate: chain.hashrateAt(at),
    block_reward: chain.meanRewardAt(tip.height + 1),
    last_reward: chain.rewardOf(tip.height),
    fees_per_block: chain.sheet.fees,
  };
}

/** What differs by algorithm is told by it. */
function lanedTruth(chain: LanedChain, at: number): Record<string, unknown> {
  const height = chain.heightAt(at);
  return {
    coin: chain.coin.id,
    algorithm: null,
    height,
    tip_at: Math.max(...chain.lanes.map((lane) => lane.tipAt(at).time)),
    block_reward: chain.meanRewardAt(height + 1),
    algorithms: chain.lanes.map((lane) => ({
      algorithm: lane.sheet.algorithm,
      difficulty: lane.difficultyAt(at),
      network_hashrate: lane.hashrateAt(at),
    })),
  };
}
