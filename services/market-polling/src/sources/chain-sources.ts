import { type Coin, findCoin } from '@lodestream/mining';
import { mapHttpStatus, type WebReply } from '@lodestream/polling';
import type { NetworksConfig } from '../networks-config.js';
import type { ChainSource } from '../chains/chain-facts.js';
import { chainCadences } from '../plan/chain-plan.js';
import { mostBodyBytes, type SourceParts, userAgent } from './market-source.js';
import { mempoolError, MempoolSource } from './mempool/mempool.source.js';
import { MinerstatSource } from './minerstat/minerstat.source.js';
import { NodeSource } from './node/node.source.js';
import { nodeError } from './node/read-node.js';
import { openUncountedGate } from './open-gate.js';
import { PacedApi, type PacedApiOptions } from './paced-api.js';

/** Sources of chains with the connections they hold. */
export interface ChainSources {
  /** The most reliable first. */
  readonly sources: readonly ChainSource[];
  /** Begins to ask them in another replica's place. */
  takeOver(): void;
  close(): void;
}

interface Opened {
  readonly source: string;
  readonly baseUrl: string;
  readonly errorIn: PacedApiOptions['errorIn'];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The sources of the chains of these coins: own nodes, explorers, and minerstat for what is left. */
export function createChainSources(config: NetworksConfig, coins: readonly Coin[], parts: SourceParts): ChainSources {
  const apis: PacedApi[] = [];
  const open = (what: Opened): PacedApi => {
    const api = paced(what, parts);
    apis.push(api);
    return api;
  };
  const follows = parts.follows ?? (() => true);
  const sources = [...nodes(config, open), ...explorers(config, coins, open, follows), ...lists(config, coins, open, follows)];
  return { sources, takeOver: () => apis.forEach((api) => api.takeOver()), close: () => apis.forEach((api) => api.close()) };
}

type Open = (what: Opened) => PacedApi;
type Follows = NonNullable<SourceParts['follows']>;

function nodes(config: NetworksConfig, open: Open): ChainSource[] {
  return config.nodes.flatMap(({ coin: id, url, username, password }) => {
    const coin = findCoin(id);
    if (coin === undefined) return [];
    const login = Buffer.from(`${username ?? ''}:${password?.reveal() ?? ''}`).toString('base64');
    const headers = username === undefined ? {} : { authorization: `Basic ${login}` };
    const api = open({ source: `node:${id}`, baseUrl: url, errorIn: nodeError, headers });
    return [new NodeSource(coin, chainCadences(config).nodes, api)];
  });
}

function explorers(config: NetworksConfig, coins: readonly Coin[], open: Open, follows: Follows): ChainSource[] {
  const places = [
    { source: 'mempool', coinId: 'bitcoin', baseUrl: config.mempool_url },
    { source: 'litecoinspace', coinId: 'litecoin', baseUrl: config.litecoinspace_url },
  ];
  return places.flatMap(({ source, coinId, baseUrl }) => {
    const coin = coins.find(({ id }) => id === coinId);
    if (coin === undefined || !config.explorers) return [];
    const api = open({ source, baseUrl, errorIn: mempoolError });
    return [new MempoolSource(source, coin, chainCadences(config).explorers, api, follows)];
  });
}

function lists(config: NetworksConfig, coins: readonly Coin[], open: Open, follows: Follows): ChainSource[] {
  const mined = coins.filter(({ algorithms, symbol }) => algorithms.length > 0 && symbol !== '');
  if (!config.minerstat || mined.length === 0) return [];
  const errorIn = (reply: WebReply): ReturnType<typeof mapHttpStatus> => mapHttpStatus(reply.status, reply.headers, 'minerstat');
  const api = open({ source: 'minerstat', baseUrl: config.minerstat_url, errorIn });
  return [new MinerstatSource(mined, chainCadences(config).minerstat, api, follows)];
}

function paced({ source, baseUrl, errorIn, headers = {} }: Opened, { openWeb, ...parts }: SourceParts): PacedApi {
  const web = openWeb({ baseUrl, userAgent, maxBodyBytes: mostBodyBytes, headers });
  return new PacedApi({ source, web, gate: openUncountedGate(source, parts), errorIn, ...parts });
}
