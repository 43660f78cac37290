import { PermanentError, TransientError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import { mapHttpStatus, type WebReply } from '@lodestream/polling';
import type { ChainFacts, ChainSource } from '../../chains/chain-facts.js';
import type { Cadence } from '../../plan/cadence.js';
import type { PacedApi } from '../paced-api.js';
import { type Answer, mempoolFacts, readBlockTime, readFees, readHeight, readRates } from './read-chain.js';

/** How many of the newest blocks the average of fees is taken over: a day of Bitcoin's. */
const blocksOfFees = 144;

/** The error in an answer; the explorers speak plain HTTP statuses. */
export const mempoolError = (reply: WebReply): ReturnType<typeof mapHttpStatus> =>
  mapHttpStatus(reply.status, reply.headers, 'the explorer');

/** A block explorer of mempool.space's make, for the one chain it explores. */
export class MempoolSource implements ChainSource {
  readonly setting = 'explorers';
  constructor(
    readonly source: string,
    private readonly coin: Coin,
    readonly cadence: Cadence,
    private readonly api: PacedApi,
    private readonly follows: (coinId: string) => boolean = () => true,
  ) {}

  get coins(): readonly Coin[] {
    return this.follows(this.coin.id) ? [this.coin] : [];
  }

  /** What those endpoints say that answer: one that fails takes only what it would have said. */
  async facts(signal: AbortSignal): Promise<readonly ChainFacts[]> {
    const failures: (PermanentError | TransientError)[] = [];
    const ask = async <T>(path: string, read: (reply: WebReply) => T): Promise<Answer<T>> => {
      if (failures.some(({ errorClass }) => errorClass === 'rate_limit')) return null;
      try {
        return { said: await this.api.ask({ use: 'network', credits: 0, path, signal }, read) };
      } catch (error) {
        if (!(error instanceof TransientError || error instanceof PermanentError) || signal.aborted) throw error;
        failures.push(error);
        return null;
      }
    };
    const rates = await ask('/v1/mining/hashrate/3d', ({ json }) => readRates(json));
    const secondsPerBlock = await ask('/v1/difficulty-adjustment', ({ json }) => readBlockTime(json));
    const height = await ask('/blocks/tip/height', ({ text }) => readHeight(text));
    const feesPerBlock = await ask(`/v1/mining/reward-stats/${blocksOfFees}`, ({ json }) => readFees(json));
    if (failures[0] !== undefined && [rates, secondsPerBlock, height, feesPerBlock].every((answer) => answer === null)) throw failures[0];
    return [mempoolFacts(this.coin.id, { rates, secondsPerBlock, height, feesPerBlock })];
  }
}
