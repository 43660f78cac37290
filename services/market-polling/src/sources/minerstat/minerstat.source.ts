import type { Coin } from '@lodestream/mining';
import type { ChainFacts, ChainSource } from '../../chains/chain-facts.js';
import type { PacedApi } from '../paced-api.js';
import { readMinerstat } from './read-coins.js';

/** minerstat's list of coins: difficulty and hashrate of chains that have no explorer or node of ours. */
export class MinerstatSource implements ChainSource {
  readonly source = 'minerstat';

  constructor(
    readonly coins: readonly Coin[],
    readonly intervalMs: number,
    private readonly api: PacedApi,
  ) {}

  async facts(signal: AbortSignal): Promise<readonly ChainFacts[]> {
    const query = { list: this.coins.map(({ symbol }) => symbol).join(',') };
    return await this.api.ask({ use: 'network', credits: 0, path: '/coins', query, signal }, ({ json }) => readMinerstat(json, this.coins));
  }
}
