import {
  algorithmBlockSeconds,
  type AlgorithmName,
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
import type { SmoothedDifficulty } from './smoothed-difficulty.js';

/** The part of a record that is about chain and mining. */
export type MiningMetrics = NonNullable<MarketDataInput['mining_metrics']>;

/** The difficulty to reckon with instead of the last one of an algorithm; null where that one is to be taken. */
export type SmoothedOf = (algorithm: AlgorithmName) => SmoothedDifficulty | null;

/**
 * What mining a coin brings, from what is known of its chain and its price; by algorithm where it has several. The reward is what the
 * consensus rules say at that height, on average where chance decides; a source's own number only where the rules are not known here. Coins
 * are those of the smoothed difficulty where there is one; the difficulty and the hashrate that are told are the last ones.
 */
export function miningMetrics(
  coin: Coin,
  facts: HeldFacts | null,
  priceUsd: number | null,
  smoothedOf: SmoothedOf = () => null,
): MiningMetrics {
  const algorithm = coin.algorithms.length === 1 ? coin.algorithms[0]! : null;
  const bare = { mining_algorithm: algorithm, hashrate_unit: algorithm === null ? null : canonicalUnitOf(algorithm) };
  if (facts === null || coin.algorithms.length === 0) return bare;
  const seconds = facts.secondsPerBlock ?? coin.blockSeconds;
  const reward = rewardOf(coin, facts);
  const terms = { seconds, reward, priceUsd, smoothedOf };
  const chain = {
    block_reward: reward,
    block_time: seconds,
    height: facts.height,
    fees_per_block: facts.feesPerBlock,
    ...calendarOf(coin, facts),
    source: facts.source,
    last_updated: facts.lastUpdatedMs ?? facts.observedAtMs,
  };
  if (algorithm !== null) return { ...bare, ...earningsOf({ ...facts, algorithm }, terms), ...chain };
  const own = algorithmBlockSeconds(coin);
  const algorithms = coin.algorithms.map((name) => {
    const said = facts.algorithms?.find((each) => each.algorithm === name) ?? { algorithm: name, difficulty: null, hashrate: null };
    const by = { mining_algorithm: name, hashrate_unit: canonicalUnitOf(name), block_time: own };
    return { ...by, ...earningsOf(said, { ...terms, seconds: own }) };
  });
  return { ...bare, ...chain, algorithms };
}

type Earnings = Required<
  Pick<
    MiningMetrics,
    'network_hashrate' | 'network_difficulty' | 'smoothed_difficulty' | 'expected_coins_per_unit_day' | 'expected_usd_per_unit_day'
  >
>;

/** What besides the network's own figures earnings follow from. */
interface Terms {
  readonly seconds: number | null;
  readonly reward: number | null;
  readonly priceUsd: number | null;
  readonly smoothedOf: SmoothedOf;
}

function earningsOf(facts: AlgorithmFacts, { seconds, reward: blockReward, priceUsd, smoothedOf }: Terms): Earnings {
  const { algorithm, difficulty } = facts;
  const smoothed = difficulty === null ? null : smoothedOf(algorithm);
  const unitHashes = hashesPerSecond({ value: 1, unit: canonicalUnitOf(algorithm) })!;
  const hashrate = facts.hashrate ?? networkHashrate({ algorithm, difficulty }, seconds);
  const byDifficulty = coinsPerUnitDay({ algorithm, difficulty: smoothed?.difficulty ?? difficulty, blockReward });
  const coins = byDifficulty ?? coinsPerDayOfShare(unitHashes, { hashrate, blockSeconds: seconds, blockReward });
  return {
    network_hashrate: hashrate === null ? null : hashrate / unitHashes,
    network_difficulty: difficulty,
    smoothed_difficulty: smoothed,
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
