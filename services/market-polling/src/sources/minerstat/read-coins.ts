import { type AlgorithmName, type Coin, parseAlgorithm } from '@lodestream/mining';
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
    const found = coin.algorithms.flatMap((algorithm) => {
      const fitting = rows.filter((row) => isOf(row, coin, algorithm));
      return fitting.length === 1 ? [{ algorithm, row: fitting[0]! }] : [];
    });
    return found.length === 0 ? [] : [factsOf(coin, found)];
  });
}

interface Found {
  readonly algorithm: AlgorithmName;
  readonly row: JsonObject;
}

function isOf(row: JsonObject, coin: Coin, algorithm: AlgorithmName): boolean {
  return (
    textOf(row['coin'])?.toUpperCase() === coin.symbol &&
    textOf(row['name'])?.toLowerCase() === coin.name.toLowerCase() &&
    parseAlgorithm(textOf(row['algorithm'])) === algorithm
  );
}

/** The rows of one coin, one an algorithm; what they say of the chain they all say alike. */
function factsOf(coin: Coin, found: readonly Found[]): ChainFacts {
  const at = (name: string): string => `$[${coin.symbol}].${name}`;
  const algorithms = found.map(({ algorithm, row }) => ({
    algorithm,
    difficulty: amountAt(endpoint, at('difficulty'), row['difficulty']),
    hashrate: amountAt(endpoint, at('network_hashrate'), row['network_hashrate']),
  }));
  const { row } = found[0]!;
  const isOne = coin.algorithms.length === 1;
  return {
    coinId: coin.id,
    difficulty: isOne ? algorithms[0]!.difficulty : null,
    hashrate: isOne ? algorithms[0]!.hashrate : null,
    height: null,
    blockReward: positiveOf(row['reward_block']),
    feesPerBlock: null,
    secondsPerBlock: null,
    lastUpdatedMs: timeAt(endpoint, at('updated'), row['updated']),
    ...(isOne ? {} : { algorithms }),
  };
}
