import type { Coin } from '@lodestream/mining';
import type { HeldFacts } from '../chains/chain-facts.js';
import { chainFactNames, gapsOf, pathOfFact } from '../chains/chain-gaps.js';
import type { MiningMetrics } from '../chains/mining-metrics.js';
import { isSmoothed } from '../chains/smoothed-difficulty.js';
import type { QualityFlag } from '../reconcile/reconciled-price.js';

/** What is missing or doubtful of a coin's chain and of what mining it brings. */
export function chainFlags(coin: Coin, mining: MiningMetrics, facts: HeldFacts | null): QualityFlag[] {
  const gaps = facts === null ? [] : gapFlags(facts);
  const others = [...incomplete(mining), ...unsmoothed(coin, mining)];
  return [...gaps, ...others.filter(({ path }) => !gaps.some((gap) => gap.path === path))];
}

/** What the source of a chain gave no answer to the last time. */
function gapFlags(facts: HeldFacts): QualityFlag[] {
  const gaps = gapsOf(facts);
  return chainFactNames.flatMap((name) => (gaps[name] === undefined ? [] : [{ path: pathOfFact(name), reason: gaps[name] }]));
}

/** A coin that is mined and whose chain says too little for its earnings is incomplete. */
function incomplete({ mining_algorithm: algorithm, network_difficulty: difficulty, block_reward: reward }: MiningMetrics): QualityFlag[] {
  if (algorithm == null) return [];
  const missing = [
    ...(difficulty == null ? ['mining_metrics.network_difficulty'] : []),
    ...(reward == null ? ['mining_metrics.block_reward'] : []),
  ];
  return missing.map((path) => ({ path, reason: 'not_given' as const }));
}

/** Coins that are reckoned with the last difficulty only because too few were seen. */
function unsmoothed(coin: Coin, mining: MiningMetrics): QualityFlag[] {
  const isOne = coin.algorithms.length === 1;
  const at = (algorithm: string): string => (isOne ? '' : `algorithms[${algorithm}].`);
  const waiting = coin.algorithms.filter((algorithm) => {
    const told = isOne ? mining : mining.algorithms?.find((each) => each.mining_algorithm === algorithm);
    return isSmoothed(coin, algorithm) && told?.network_difficulty != null && told.smoothed_difficulty == null;
  });
  return waiting.map((algorithm) => ({ path: `mining_metrics.${at(algorithm)}smoothed_difficulty`, reason: 'too_few_observations' }));
}
