import type { Coin } from '@lodestream/mining';
import { CoinGeckoConfig, type MarketDataConfig } from '../config.js';
import type { SourcePlan } from '../plan/source-plan.js';
import { coinsOf, createCoinGecko } from './coingecko/create-coingecko.js';
import { planCoinGecko } from './coingecko/plan.js';
import { createCoinMarketCap } from './coinmarketcap/create-coinmarketcap.js';
import { planCoinMarketCap } from './coinmarketcap/plan.js';
import type { MarketSource, SourceParts } from './market-source.js';

/** The coins that the configuration names. That CoinGecko is not asked does not change which coins are followed. */
export const namedCoins = ({ coingecko }: MarketDataConfig): readonly Coin[] =>
  coinsOf(coingecko ?? new CoinGeckoConfig()).map(({ coin }) => coin);

/** Every source that the configuration switches on, the most reliable first; candidates are coins that may come to be followed. */
export function createSources(config: MarketDataConfig, candidates: readonly Coin[], parts: SourceParts): readonly MarketSource[] {
  const sources = [
    createCoinGecko(config.coingecko, candidates, parts),
    createCoinMarketCap(config.coinmarketcap, [...namedCoins(config), ...candidates], parts),
  ];
  return sources.filter((source) => source !== null);
}

/** What the configured sources will be asked for, against what their plans allow. */
export function planSources({ coingecko, coinmarketcap }: MarketDataConfig): readonly SourcePlan[] {
  return [
    ...(coingecko?.enabled === true ? [planCoinGecko(coingecko)] : []),
    ...(coinmarketcap?.enabled === true && coinmarketcap.api_key !== undefined ? [planCoinMarketCap(coinmarketcap)] : []),
  ];
}
