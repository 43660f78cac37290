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
import type { AlgorithmFacts, HeldFacts } from './chain-facts.js';

/** The part of a record that is about chain and mining. */
export type MiningMetrics = NonNullable<MarketDataInput['mining_metrics']>;

/**
 * What mining a coin brings, from what is known of its chain and its price; by algorithm where it has several. The reward is what the
 * consensus rules say at that height, on average where chance decides; a source's own number only where the rules are not known here.
 */
export function miningMetrics(coin: Coin, facts: HeldFacts | null, priceUsd: number | null): MiningMetrics {
  const algorithm = coin.algorithms.length === 1 ? coin.algorithms[0]! : null;
  const bare = { mining_algorithm: algorithm, hashrate_unit: algorithm === null ? null : canonicalUnitOf(algorithm) };
  if (facts === null || coin.algorithms.length === 0) return bare;
  const seconds = facts.secondsPerBlock ?? coin.blockSeconds;
  const reward = rewardOf(coin, facts);
  const chain = {
    block_reward: reward,
    block_time: seconds,
    height: facts.height,
    fees_per_block: facts.feesPerBlock,
    ...calendarOf(coin, facts),
    source: facts.source,
    last_updated: facts.lastUpdatedMs ?? facts.observedAtMs,
  };
  if (algorithm !== null) return { ...bare, ...earningsOf({ ...facts, algorithm }, seconds, reward, priceUsd), ...chain };
  const own = algorithmBlockSeconds(coin);
  const algorithms = coin.algorithms.map((name) => {
    const said = facts.algorithms?.find((each) => each.algorithm === name) ?? { algorithm: name, difficulty: null, hashrate: null };
    const by = { mining_algorithm: name, hashrate_unit: canonicalUnitOf(name), block_time: own };
    return { ...by, ...earningsOf(said, own, reward, priceUsd) };
  });
  return { ...bare, ...chain, algorithms };
}

type Earnings = Required<
  Pick<MiningMetrics, 'network_hashrate' | 'network_difficulty' | 'expected_coins_per_unit_day' | 'expected_usd_per_unit_day'>
>;

function earningsOf(facts: AlgorithmFacts, seconds: number | null, blockReward: number | null, priceUsd: number | null): Earnings {
  const { algorithm, difficulty } = facts;
  const unitHashes = hashesPerSecond({ value: 1, unit: canonicalUnitOf(algorithm) })!;
  const hashrate = facts.hashrate ?? networkHashrate({ algorithm, difficulty }, seconds);
  const byDifficulty = coinsPerUnitDay({ algorithm, difficulty, blockReward });
  const coins = byDifficulty ?? coinsPerDayOfShare(unitHashes, { hashrate, blockSeconds: seconds, blockReward });
  return {
    network_hashrate: hashrate === null ? null : hashrate / unitHashes,
    network_difficulty: difficulty,
    expected_coins_per_unit_day: coins,
    expected_usd_per_unit_day: coins === null || priceUsd === null ? null : coins * priceUsd,
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
