import { type Asset, findAsset } from './world/asset-sheet.js';
import type { MarketWorld } from './world/market-world.js';

/** The market as a whole, in US dollars and parts of 1. */
export interface WholeMarket {
  readonly marketCap: number;
  readonly volume: number;
  readonly btcPart: number;
  readonly ethPart: number;
  readonly btcUsd: number;
}

/** What the assets of this world are of the whole: the rest has no rows here, and moves as they do. */
const partOfWhole = 0.74;

/** The market as a whole at a moment. */
export function wholeMarket({ prices, assets }: MarketWorld, at: number): WholeMarket {
  const cap = (asset: Asset): number => prices.usd(asset, at) * prices.supply(asset, at);
  const [bitcoin, ether] = [findAsset('bitcoin')!, findAsset('ethereum')!];
  const marketCap = assets.reduce((sum, asset) => sum + cap(asset), 0) / partOfWhole;
  const volume = assets.reduce((sum, asset) => sum + prices.volume(asset, at), 0) / partOfWhole;
  return { marketCap, volume, btcPart: cap(bitcoin) / marketCap, ethPart: cap(ether) / marketCap, btcUsd: prices.usd(bitcoin, at) };
}
