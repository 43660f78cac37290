import type { ChainFactName, ChainFacts } from '../../chains/chain-facts.js';
import { numberOf, objectOf, positiveOf } from '../../quotes/read-json.js';
import { amountAt, objectAt, unexpected } from '../../quotes/shape.js';

/** What one endpoint said; null where it gave no answer. */
export type Answer<T> = { readonly said: T } | null;

/** Difficulty and hashrate (H/s) of the network. */
export interface Rates {
  readonly difficulty: number;
  readonly rate: number | null;
}

/** What the endpoints of a refresh said. */
export interface MempoolAnswers {
  /** Of `/v1/mining/hashrate/3d`. */
  readonly rates: Answer<Rates>;
  /** Of `/v1/difficulty-adjustment`. */
  readonly secondsPerBlock: Answer<number | null>;
  /** Of `/blocks/tip/height`. */
  readonly height: Answer<number | null>;
  /** Of `/v1/mining/reward-stats/{n}`, in coins. */
  readonly feesPerBlock: Answer<number | null>;
}

const satoshi = 1e8;
const endpoint = '/v1/mining/hashrate';

/** What the explorer says of its chain; what an endpoint that gave no answer would have said is null and named as unanswered. */
export function mempoolFacts(coinId: string, answers: MempoolAnswers): ChainFacts {
  const { rates, secondsPerBlock, height, feesPerBlock } = answers;
  const unanswered: ChainFactName[] = [
    ...(rates === null ? (['difficulty', 'hashrate'] as const) : []),
    ...(['secondsPerBlock', 'height', 'feesPerBlock'] as const).filter((name) => answers[name] === null),
  ];
  return {
    coinId,
    difficulty: rates?.said.difficulty ?? null,
    hashrate: rates?.said.rate ?? null,
    height: height?.said ?? null,
    blockReward: null,
    feesPerBlock: feesPerBlock?.said ?? null,
    secondsPerBlock: secondsPerBlock?.said ?? null,
    lastUpdatedMs: null,
    ...(unanswered.length === 0 ? {} : { unanswered }),
  };
}

/** Reads difficulty and hashrate (H/s), a number above 2^53. @throws PermanentError with the place, where one of them is missing */
export function readRates(json: unknown): Rates {
  const rates = objectAt(endpoint, '$', json);
  const difficulty = amountAt(endpoint, '$.currentDifficulty', rates['currentDifficulty']);
  if (difficulty === null) throw unexpected(endpoint, '$.currentDifficulty', 'a difficulty', rates['currentDifficulty']);
  return { difficulty, rate: amountAt(endpoint, '$.currentHashrate', rates['currentHashrate']) };
}

/** Seconds a block, of `timeAvg` in milliseconds; null where it says none. */
export function readBlockTime(json: unknown): number | null {
  const timeAvgMs = positiveOf(objectOf(json)?.['timeAvg']);
  return timeAvgMs === null ? null : timeAvgMs / 1_000;
}

/** The height, a number as plain text; null for anything else. */
export function readHeight(text: unknown): number | null {
  const tip = numberOf(text);
  return tip !== null && Number.isSafeInteger(tip) && tip > 0 ? tip : null;
}

/** Average fees of a block in coins, of satoshi as text; the total reward includes them. Null where it does not tell them. */
export function readFees(json: unknown): number | null {
  const stats = objectOf(json);
  const [first, last, fees] = [numberOf(stats?.['startBlock']), numberOf(stats?.['endBlock']), numberOf(stats?.['totalFee'])];
  if (first === null || last === null || fees === null || last < first) return null;
  return fees / satoshi / (last - first + 1);
}
