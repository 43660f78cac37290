import type { ChainFacts } from '../../chains/chain-facts.js';
import { numberOf, objectOf, positiveOf } from '../../quotes/read-json.js';
import { amountAt, objectAt, unexpected } from '../../quotes/shape.js';

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
const endpoint = '/v1/mining/hashrate';

/** Reads what the explorer says of its chain. @throws PermanentError with the place, where difficulty or hashrate are missing */
export function readMempool(coinId: string, { hashrate, adjustment, height, rewards }: MempoolAnswers): ChainFacts {
  const { difficulty, rate } = readRates(hashrate);
  const timeAvgMs = positiveOf(objectOf(adjustment)?.['timeAvg']);
  const tip = numberOf(height);
  return {
    coinId,
    difficulty,
    hashrate: rate,
    height: tip !== null && Number.isSafeInteger(tip) && tip > 0 ? tip : null,
    blockReward: null,
    feesPerBlock: feesIn(rewards),
    secondsPerBlock: timeAvgMs === null ? null : timeAvgMs / 1_000,
    lastUpdatedMs: null,
  };
}

/** Reads difficulty and hashrate (H/s). @throws PermanentError with the place, where one of them is missing */
export function readRates(json: unknown): { readonly difficulty: number; readonly rate: number | null } {
  const rates = objectAt(endpoint, '$', json);
  const difficulty = amountAt(endpoint, '$.currentDifficulty', rates['currentDifficulty']);
  if (difficulty === null) throw unexpected(endpoint, '$.currentDifficulty', 'a difficulty', rates['currentDifficulty']);
  return { difficulty, rate: amountAt(endpoint, '$.currentHashrate', rates['currentHashrate']) };
}

function feesIn(json: unknown): number | null {
  const stats = objectOf(json);
  const [first, last, fees] = [numberOf(stats?.['startBlock']), numberOf(stats?.['endBlock']), numberOf(stats?.['totalFee'])];
  if (first === null || last === null || fees === null || last < first) return null;
  return fees / satoshi / (last - first + 1);
}
