import { PermanentError } from '@lodestream/component';
import type { ChainFacts } from '../../chains/chain-facts.js';
import { numberOf, objectOf, positiveOf } from '../../quotes/read-json.js';

/** The answers of a refresh; undefined where one was not had. */
export interface MempoolAnswers {
  /** Of `/v1/mining/hashrate/3d`: H/s, above 2^53. */
  readonly hashrate: unknown;
  /** Of `/v1/difficulty-adjustment`: `timeAvg` in milliseconds. */
  readonly adjustment: unknown;
  /** Of `/blocks/tip/height`: a number as plain text. */
  readonly height: unknown;
  /** Of `/v1/mining/reward-stats/{n}`: satoshi as text; the total reward includes the fees. */
  readonly rewards: unknown;
}

const satoshi = 1e8;

/** Reads what the explorer says of its chain. @throws PermanentError of class `malformed` where the difficulty is missing */
export function readMempool(coinId: string, { hashrate, adjustment, height, rewards }: MempoolAnswers): ChainFacts {
  const rates = objectOf(hashrate);
  const difficulty = positiveOf(rates?.['currentDifficulty']);
  if (difficulty === null) throw new PermanentError('the explorer gave no difficulty', 'malformed');
  const timeAvgMs = positiveOf(objectOf(adjustment)?.['timeAvg']);
  const tip = numberOf(height);
  return {
    coinId,
    difficulty,
    hashrate: positiveOf(rates?.['currentHashrate']),
    height: tip !== null && Number.isSafeInteger(tip) && tip > 0 ? tip : null,
    blockReward: null,
    feesPerBlock: feesIn(rewards),
    secondsPerBlock: timeAvgMs === null ? null : timeAvgMs / 1_000,
    lastUpdatedMs: null,
  };
}

function feesIn(json: unknown): number | null {
  const stats = objectOf(json);
  const [first, last, fees] = [numberOf(stats?.['startBlock']), numberOf(stats?.['endBlock']), numberOf(stats?.['totalFee'])];
  if (first === null || last === null || fees === null || last < first) return null;
  return fees / satoshi / (last - first + 1);
}
