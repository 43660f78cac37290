import type { Coin } from '@lodestream/mining';
import { mapHttpStatus, type WebReply } from '@lodestream/polling';
import type { ChainFacts, ChainSource } from '../../chains/chain-facts.js';
import type { Cadence } from '../../plan/cadence.js';
import type { PacedApi } from '../paced-api.js';
import { readMempool, readRates } from './read-chain.js';

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

  async facts(signal: AbortSignal): Promise<readonly ChainFacts[]> {
    const ask = async <T>(path: string, read: (reply: WebReply) => T): Promise<T> =>
      await this.api.ask({ use: 'network', credits: 0, path, signal }, read);
    const hashrate = await ask('/v1/mining/hashrate/3d', ({ json }) => (readRates(json), json));
    const adjustment = await ask('/v1/difficulty-adjustment', ({ json }) => json);
    const height = await ask('/blocks/tip/height', ({ text }) => text);
    const rewards = await ask(`/v1/mining/reward-stats/${blocksOfFees}`, ({ json }) => json);
    return [readMempool(this.coin.id, { hashrate, adjustment, height, rewards })];
  }
}
