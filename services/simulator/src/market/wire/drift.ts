import type { MarketSource } from '../faults/market-fault.js';

/** What fields are called from the day a provider changes its mind, by source. */
const renamed: readonly (readonly [MarketSource, was: string, is: string])[] = [
  ['coingecko', 'usd', 'usd_price'],
  ['coingecko', 'current_price', 'price_now'],
  ['coingecko', 'prices', 'price_points'],
  ['coingecko', 'total_market_cap', 'market_cap_total'],
  ['coinmarketcap', 'quote', 'quotes_by_currency'],
  ['coinmarketcap', 'credit_count', 'credits'],
  ['mempool', 'currentHashrate', 'hashrateNow'],
  ['mempool', 'currentDifficulty', 'difficultyNow'],
  ['litecoinspace', 'currentHashrate', 'hashrateNow'],
  ['litecoinspace', 'currentDifficulty', 'difficultyNow'],
  ['minerstat', 'network_hashrate', 'nethash'],
  ['minerstat', 'difficulty', 'diff'],
  ['node', 'networkhashps', 'networkhashes'],
  ['node', 'difficulty', 'difficulties'],
];

/** The same answer after the provider changed its schema without a word. */
export function drifted(source: MarketSource, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => drifted(source, item));
  if (typeof value !== 'object' || value === null) return value;
  const nameOf = (key: string): string => renamed.find(([who, was]) => who === source && was === key)?.[2] ?? key;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [nameOf(key), drifted(source, item)]));
}
