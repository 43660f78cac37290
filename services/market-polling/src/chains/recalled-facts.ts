import { findCoin, hashesPerSecond } from '@lodestream/mining';
import type { MarketData } from '@lodestream/records';
import type { HeldFacts } from './chain-facts.js';

/**
 * What was known of a coin's chain, from a record of it, as old as it was then: it was true, and read, at the time that the record names.
 * Null where the record knows nothing. Seconds a block that are the target's were not measured.
 */
export function recalledFacts({ coin: { id }, mining_metrics: metrics }: MarketData): HeldFacts | null {
  const { source, last_updated: lastUpdatedMs, block_time: seconds } = metrics;
  const coin = findCoin(id);
  if (coin === undefined || source === null || lastUpdatedMs === null) return null;
  const algorithms = coin.algorithms.flatMap((algorithm) => {
    const said = metrics.algorithms.find((each) => each.mining_algorithm === algorithm);
    return said === undefined ? [] : [{ algorithm, difficulty: said.network_difficulty, hashrate: hashesIn(said) }];
  });
  return {
    coinId: id,
    source,
    observedAtMs: lastUpdatedMs,
    lastUpdatedMs,
    difficulty: metrics.network_difficulty,
    hashrate: hashesIn(metrics),
    height: metrics.height,
    blockReward: metrics.block_reward,
    feesPerBlock: metrics.fees_per_block,
    secondsPerBlock: seconds === coin.blockSeconds ? null : seconds,
    ...(algorithms.length > 0 ? { algorithms } : {}),
  };
}

function hashesIn(of: { readonly network_hashrate: number | null; readonly hashrate_unit: string | null }): number | null {
  return of.hashrate_unit === null ? null : hashesPerSecond({ value: of.network_hashrate, unit: of.hashrate_unit });
}
