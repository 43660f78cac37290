import type { MarketDataConfig } from '../config.js';
import type { SourcePlan } from '../plan/source-plan.js';
import { createCoinGecko } from './coingecko/create-coingecko.js';
import { planCoinGecko } from './coingecko/plan.js';
import { createCoinMarketCap } from './coinmarketcap/create-coinmarketcap.js';
import { planCoinMarketCap } from './coinmarketcap/plan.js';
import type { MarketSource, SourceParts } from './market-source.js';

/** Every source that the configuration switches on, the most reliable first. */
export function createSources(config: MarketDataConfig, parts: SourceParts): readonly MarketSource[] {
  const coingecko = createCoinGecko(config.coingecko, parts);
  const coins = coingecko?.prices?.coins.map(({ coin }) => coin) ?? [];
  return [coingecko, createCoinMarketCap(config.coinmarketcap, coins, parts)].filter((source) => source !== null);
}

/** What the configured sources will be asked for, against what their plans allow. */
export function planSources({ coingecko, coinmarketcap }: MarketDataConfig): readonly SourcePlan[] {
  return [
    ...(coingecko?.enabled === true ? [planCoinGecko(coingecko)] : []),
    ...(coinmarketcap?.enabled === true && coinmarketcap.api_key !== undefined ? [planCoinMarketCap(coinmarketcap)] : []),
  ];
}
