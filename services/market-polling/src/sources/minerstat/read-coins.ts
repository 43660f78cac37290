import { PermanentError } from '@lodestream/component';
import { type Coin, parseAlgorithm } from '@lodestream/mining';
import type { ChainFacts } from '../../chains/chain-facts.js';
import { type JsonObject, listOf, objectOf, positiveOf, textOf, timeOf } from '../../quotes/read-json.js';

/**
 * Reads `/coins`: a list of rows, where −1 means unknown. A ticker may stand for several algorithms and several coins, so a row counts only
 * if ticker, name and algorithm are all the coin's.
 */
export function readMinerstat(json: unknown, coins: readonly Coin[]): readonly ChainFacts[] {
  const rows = listOf(json)
    ?.map(objectOf)
    .filter((row) => row !== null);
  if (rows === undefined) throw new PermanentError('the list of coins is no list', 'malformed');
  return coins.flatMap((coin) => {
    const fitting = rows.filter((row) => isOf(row, coin));
    return fitting.length === 1 ? [factsOf(coin, fitting[0]!)] : [];
  });
}

function isOf(row: JsonObject, coin: Coin): boolean {
  return (
    textOf(row['coin'])?.toUpperCase() === coin.symbol &&
    textOf(row['name'])?.toLowerCase() === coin.name.toLowerCase() &&
    parseAlgorithm(textOf(row['algorithm'])) === coin.algorithms[0]
  );
}

function factsOf(coin: Coin, row: JsonObject): ChainFacts {
  return {
    coinId: coin.id,
    difficulty: positiveOf(row['difficulty']),
    hashrate: positiveOf(row['network_hashrate']),
    height: null,
    blockReward: positiveOf(row['reward_block']),
    feesPerBlock: null,
    secondsPerBlock: null,
    lastUpdatedMs: timeOf(row['updated']),
  };
}
