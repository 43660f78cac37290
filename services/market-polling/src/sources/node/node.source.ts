import { PermanentError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { ChainFacts, ChainSource } from '../../chains/chain-facts.js';
import type { Cadence } from '../../plan/cadence.js';
import type { PacedApi } from '../paced-api.js';
import { knowsNot, readNode } from './read-node.js';

/** A coin's own node, asked by JSON-RPC: the best source for small chains. */
export class NodeSource implements ChainSource {
  readonly setting = 'nodes';
  readonly source: string;
  private knowsSubsidy = true;

  constructor(
    private readonly coin: Coin,
    readonly cadence: Cadence,
    private readonly api: PacedApi,
  ) {
    this.source = `node:${coin.id}`;
  }

  get coins(): readonly Coin[] {
    return [this.coin];
  }

  async facts(signal: AbortSignal): Promise<readonly ChainFacts[]> {
    const info = await this.call('getmininginfo', signal, (json) => (readNode(this.coin, json, null), json));
    return [readNode(this.coin, info, await this.subsidy(signal))];
  }

  /** Only nodes of Zcash and its forks know it; who says no is not asked again. */
  private async subsidy(signal: AbortSignal): Promise<unknown> {
    if (!this.knowsSubsidy) return null;
    try {
      const json = await this.call('getblocksubsidy', signal, (json) => json);
      this.knowsSubsidy = !knowsNot(json);
      return this.knowsSubsidy ? json : null;
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      this.knowsSubsidy = false;
      return null;
    }
  }

  private async call(method: string, signal: AbortSignal, read: (json: unknown) => unknown): Promise<unknown> {
    const json = { jsonrpc: '1.0', id: method, method, params: [] };
    return await this.api.ask({ use: 'network', credits: 0, path: '', json, signal }, (reply) => read(reply.json));
  }
}
