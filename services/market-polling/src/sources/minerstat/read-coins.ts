import { type Coin, parseAlgorithm } from '@lodestream/mining';
import type { ChainFacts } from '../../chains/chain-facts.js';
import { type JsonObject, positiveOf, textOf } from '../../quotes/read-json.js';
import { amountAt, listAt, objectAt, timeAt, unexpected } from '../../quotes/shape.js';

const endpoint = '/coins';

/**
 * Reads `/coins`: a list of rows, where −1 means unknown. A ticker may stand for several algorithms and several coins, so a row counts only
 * if ticker, name and algorithm are all the coin's.
 * @throws PermanentError with the place, where the answer is not of that shape
 */
export function readMinerstat(json: unknown, coins: readonly Coin[]): readonly ChainFacts[] {
  const rows = listAt(endpoint, '$', json).map((row, index) => objectAt(endpoint, `$[${index}]`, row));
  rows.forEach((row, index) => {
    if (textOf(row['coin']) === null) throw unexpected(endpoint, `$[${index}].coin`, 'a ticker', row['coin']);
  });
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
    difficulty: amountAt(endpoint, `$[${coin.symbol}].difficulty`, row['difficulty']),
    hashrate: amountAt(endpoint, `$[${coin.symbol}].network_hashrate`, row['network_hashrate']),
    height: null,
    blockReward: positiveOf(row['reward_block']),
    feesPerBlock: null,
    secondsPerBlock: null,
    lastUpdatedMs: timeAt(endpoint, `$[${coin.symbol}].updated`, row['updated']),
  };
}
