import {
  algorithmBlockSeconds,
  canonicalUnitOf,
  type Coin,
  coinsPerDayOfShare,
  coinsPerUnitDay,
  hashesPerSecond,
  networkHashrate,
  nextHalving,
  nextRetarget,
  rewardAt,
  rewardScheduleOf,
} from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { HeldFacts } from './chain-facts.js';

/** The part of a record that is about chain and mining. */
export type MiningMetrics = NonNullable<MarketDataInput['mining_metrics']>;

/**
 * What mining a coin brings, from what is known of its chain and its price. The reward is what the consensus rules say at that height, on
 * average where chance decides; a source's own number only where the rules are not known here.
 */
export function miningMetrics(coin: Coin, facts: HeldFacts | null, priceUsd: number | null): MiningMetrics {
  const algorithm = coin.algorithms.length === 1 ? coin.algorithms[0]! : null;
  const bare = { mining_algorithm: algorithm, hashrate_unit: algorithm === null ? null : canonicalUnitOf(algorithm) };
  if (facts === null || algorithm === null) return bare;
  const unitHashes = hashesPerSecond({ value: 1, unit: canonicalUnitOf(algorithm) })!;
  const seconds = facts.secondsPerBlock ?? algorithmBlockSeconds(coin);
  const hashrate = facts.hashrate ?? networkHashrate({ algorithm, difficulty: facts.difficulty }, seconds);
  const reward = rewardOf(coin, facts);
  const byDifficulty = coinsPerUnitDay({ algorithm, difficulty: facts.difficulty, blockReward: reward });
  const coins = byDifficulty ?? coinsPerDayOfShare(unitHashes, { hashrate, blockSeconds: seconds, blockReward: reward });
  return {
    ...bare,
    network_hashrate: hashrate === null ? null : hashrate / unitHashes,
    network_difficulty: facts.difficulty,
    block_reward: reward,
    block_time: seconds,
    height: facts.height,
    fees_per_block: facts.feesPerBlock,
    expected_coins_per_unit_day: coins,
    expected_usd_per_unit_day: coins === null || priceUsd === null ? null : coins * priceUsd,
    ...calendarOf(coin, facts),
    source: facts.source,
    last_updated: facts.lastUpdatedMs ?? facts.observedAtMs,
  };
}

function rewardOf(coin: Coin, facts: HeldFacts): number | null {
  const schedule = rewardScheduleOf(coin.id);
  // without a height the present reward can not be told from the rules
  const byRules = schedule === undefined || facts.height === null ? null : rewardAt(schedule, facts.height);
  return byRules ?? facts.blockReward;
}

function calendarOf(coin: Coin, facts: HeldFacts): Pick<MiningMetrics, 'next_halving' | 'next_retarget'> {
  if (facts.height === null) return {};
  const tip = { height: facts.height, at: facts.observedAtMs, secondsPerBlock: facts.secondsPerBlock };
  const halving = nextHalving(coin, rewardScheduleOf(coin.id), tip);
  const retarget = nextRetarget(coin, tip);
  return {
    next_halving: halving === null ? null : { height: halving.height, at: halving.at, block_reward: halving.blockReward },
    next_retarget: retarget === null ? null : { height: retarget.height, at: retarget.at, change_percent: retarget.changePercent },
  };
}
