import { findCoin, hashesPerSecond } from '@lodestream/mining';
import type { MarketData } from '@lodestream/records';
import { type ChainFactName, gapReasons, type HeldFacts } from './chain-facts.js';
import { chainFactNames, pathOfFact } from './chain-gaps.js';

/**
 * What was known of a coin's chain, from a record of it, as old as it was then: it was true, and read, at the time that the record names.
 * Null where the record knows nothing. Seconds a block that are the target's were not measured; what its source had not answered to then is
 * unanswered again.
 */
export function recalledFacts(record: MarketData): HeldFacts | null {
  const { id } = record.coin;
  const { mining_metrics: metrics } = record;
  const { source, last_updated: lastUpdatedMs, block_time: seconds } = metrics;
  const coin = findCoin(id);
  if (coin === undefined || source === null || lastUpdatedMs === null) return null;
  const algorithms = coin.algorithms.flatMap((algorithm) => {
    const said = metrics.algorithms.find((each) => each.mining_algorithm === algorithm);
    return said === undefined ? [] : [{ algorithm, difficulty: said.network_difficulty, hashrate: hashesIn(said) }];
  });
  const unanswered = unansweredIn(record);
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
    ...(unanswered.length > 0 ? { unanswered, ...Object.fromEntries(unanswered.map((name) => [name, null])) } : {}),
  };
}

const unansweredIn = ({ quality: { flags } }: MarketData): ChainFactName[] =>
  chainFactNames.filter((name) =>
    flags.some(({ path, reason }) => path === pathOfFact(name) && gapReasons.some((each) => each === reason)),
  );

function hashesIn(of: { readonly network_hashrate: number | null; readonly hashrate_unit: string | null }): number | null {
  return of.hashrate_unit === null ? null : hashesPerSecond({ value: of.network_hashrate, unit: of.hashrate_unit });
}
