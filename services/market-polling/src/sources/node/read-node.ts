import { PermanentError, TransientError } from '@lodestream/component';
import { type AlgorithmName, type Coin, parseAlgorithm } from '@lodestream/mining';
import type { WebReply } from '@lodestream/polling';
import { mapHttpStatus } from '@lodestream/polling';
import type { ChainFacts } from '../../chains/chain-facts.js';
import { numberOf, objectOf, positiveOf, textOf } from '../../quotes/read-json.js';
import { amountAt, objectAt } from '../../quotes/shape.js';

const endpoint = 'getmininginfo';

const warmingUp = -28;
const unknownMethod = -32_601;

/** Whether the node answered that it has no such method; what that means is for the one who asked to say. */
export const knowsNot = (json: unknown): boolean => numberOf(objectOf(objectOf(json)?.['error'])?.['code']) === unknownMethod;

/** The error in a node's answer: its own JSON-RPC error first, for that comes with statuses of 404 and 500. Null where there is none. */
export function nodeError(reply: WebReply): TransientError | PermanentError | null {
  const error = objectOf(objectOf(reply.json)?.['error']);
  const code = numberOf(error?.['code']);
  if (code === warmingUp) return new TransientError('the node is still warming up', 'connectivity');
  if (code === unknownMethod) return null;
  if (code !== null)
    return new PermanentError(`the node refused: ${(textOf(error?.['message']) ?? '').slice(0, 200)} (${code})`, 'validation');
  return mapHttpStatus(reply.status, reply.headers, 'the node');
}

/** Reads `getmininginfo`, and the subsidy where the node can tell it: `difficulty` is a number, or one of several by algorithm. @throws PermanentError with the place, where it is neither */
export function readNode(coin: Coin, info: unknown, subsidy: unknown): ChainFacts {
  if (knowsNot(info)) throw new PermanentError(`the node does not know ${endpoint}`, 'version');
  const result = objectAt(endpoint, '$.result', objectAt(endpoint, '$', info)['result']);
  const paid = objectOf(objectOf(subsidy)?.['result']);
  const several = objectOf(result['difficulties']);
  const byName = Object.entries(several ?? {}).map(([name, value]) => [parseAlgorithm(name), positiveOf(value)] as const);
  const difficultyOf = (algorithm: AlgorithmName): number | null => byName.find(([name]) => name === algorithm)?.[1] ?? null;
  const isOne = coin.algorithms.length <= 1;
  const difficulty =
    several === null
      ? amountAt(endpoint, '$.result.difficulty', result['difficulty'])
      : (positiveOf(result['difficulty']) ?? difficultyOf(coin.algorithms[0] ?? 'unknown'));
  return {
    coinId: coin.id,
    // What a node of several algorithms says at the top is that of the one it was started for.
    difficulty: isOne ? difficulty : null,
    hashrate:
      !isOne || result['networkhashps'] === undefined ? null : amountAt(endpoint, '$.result.networkhashps', result['networkhashps']),
    height: heightOf(result['blocks']),
    blockReward: positiveOf(paid?.['miner']),
    feesPerBlock: null,
    secondsPerBlock: null,
    lastUpdatedMs: null,
    ...(isOne
      ? {}
      : { algorithms: coin.algorithms.map((algorithm) => ({ algorithm, difficulty: difficultyOf(algorithm), hashrate: null })) }),
  };
}

function heightOf(value: unknown): number | null {
  const height = numberOf(value);
  return height !== null && Number.isSafeInteger(height) && height > 0 ? height : null;
}
