import type { Coin } from '@lodestream/mining';
import type { ChainFacts, ChainSource } from '../../chains/chain-facts.js';
import type { Cadence } from '../../plan/cadence.js';
import type { PacedApi } from '../paced-api.js';
import { readMinerstat } from './read-coins.js';

/** minerstat's list of coins: difficulty and hashrate of chains that have no explorer or node of ours. */
export class MinerstatSource implements ChainSource {
  readonly setting = 'minerstat';
  readonly source = 'minerstat';

  constructor(
    private readonly known: readonly Coin[],
    readonly cadence: Cadence,
    private readonly api: PacedApi,
    private readonly follows: (coinId: string) => boolean = () => true,
  ) {}

  get coins(): readonly Coin[] {
    return this.known.filter(({ id }) => this.follows(id));
  }

  async facts(signal: AbortSignal): Promise<readonly ChainFacts[]> {
    const { coins } = this;
    const query = { list: coins.map(({ symbol }) => symbol).join(',') };
    return await this.api.ask({ use: 'network', credits: 0, path: '/coins', query, signal }, ({ json }) => readMinerstat(json, coins));
  }
}
