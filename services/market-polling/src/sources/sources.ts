import type { MarketDataConfig } from '../config.js';
import { createCoinGecko } from './coingecko/create-coingecko.js';
import type { MarketSource, SourceParts } from './market-source.js';

/** Every source that the configuration switches on, the most reliable first. */
export function createSources(config: MarketDataConfig, parts: SourceParts): readonly MarketSource[] {
  return [createCoinGecko(config.coingecko, parts)].filter((source) => source !== null);
}
