import { CoinGeckoConfig, type MarketDataConfig } from '../config.js';
import type { SourcePlan } from '../plan/source-plan.js';
import { coinsOf, createCoinGecko } from './coingecko/create-coingecko.js';
import { planCoinGecko } from './coingecko/plan.js';
import { createCoinMarketCap } from './coinmarketcap/create-coinmarketcap.js';
import { planCoinMarketCap } from './coinmarketcap/plan.js';
import type { MarketSource, SourceParts } from './market-source.js';

/** Every source that the configuration switches on, the most reliable first. */
export function createSources(config: MarketDataConfig, parts: SourceParts): readonly MarketSource[] {
  // One list of coins for all: that CoinGecko is not asked does not change which coins are followed.
  const coins = coinsOf(config.coingecko ?? new CoinGeckoConfig()).map(({ coin }) => coin);
  const sources = [createCoinGecko(config.coingecko, parts), createCoinMarketCap(config.coinmarketcap, coins, parts)];
  return sources.filter((source) => source !== null);
}

/** What the configured sources will be asked for, against what their plans allow. */
export function planSources({ coingecko, coinmarketcap }: MarketDataConfig): readonly SourcePlan[] {
  return [
    ...(coingecko?.enabled === true ? [planCoinGecko(coingecko)] : []),
    ...(coinmarketcap?.enabled === true && coinmarketcap.api_key !== undefined ? [planCoinMarketCap(coinmarketcap)] : []),
  ];
}
