import type { MarketFaultBook } from '../faults/market-fault-book.js';
import { estimate } from '../mempool/hashrate.js';
import type { MeterState } from '../wire/meter.js';
import { header, type Provider, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { Chain } from '../world/chain.js';
import type { LanedChain } from '../world/laned-chain.js';
import type { MarketWorld } from '../world/market-world.js';

/** Who may ask a node: user and password as its configuration would have them. */
export const nodeUser = { username: 'lodestream', password: 'simulated' } as const;

const authorization = `Basic ${Buffer.from(`${nodeUser.username}:${nodeUser.password}`).toString('base64')}`;

type Methods<C> = Readonly<Record<string, (chain: C, at: number, params: readonly unknown[]) => unknown>>;

/** A node of several algorithms tells the difficulty of each; at the top stands that of the one it was started for. */
const lanedMethods: Methods<LanedChain> = {
  getblockcount: (chain, at) => chain.heightAt(at),
  getmininginfo: (chain, at) => ({
    blocks: chain.heightAt(at),
    difficulty: chain.lanes[0]!.difficultyAt(at),
    difficulties: Object.fromEntries(chain.lanes.map((lane) => [lane.sheet.algorithm, lane.difficultyAt(at)])),
    chain: 'main',
  }),
};

const methods: Methods<Chain> = {
  getblockcount: (chain, at) => chain.tipAt(at).height,
  getdifficulty: (chain, at) => chain.difficultyAt(at),
  getmininginfo: miningInfo,
  getnetworkhashps: (chain, at, [blocks = 120]) => networkHashrate(chain, at, Number(blocks)),
  getblockchaininfo: (chain, at) => ({
    chain: 'main',
    blocks: chain.tipAt(at).height,
    headers: chain.tipAt(at).height,
    difficulty: chain.difficultyAt(at),
    verificationprogress: 1,
    initialblockdownload: false,
  }),
};

/** A coin's own node, one for each chain, under `/node/{coin}`: JSON-RPC 1.0 by POST, as Bitcoin Core and its descendants speak it. */
export class NodeDouble implements Provider {
  readonly source = 'node';
  readonly prefix = '/node';

  constructor(
    private readonly world: MarketWorld,
    private readonly faults: MarketFaultBook,
  ) {}

  answer(call: ProviderCall): ProviderAnswer {
    const chain = this.world.chain(call.path.split('/')[1] ?? '');
    const scripted = this.faults.refusal(this.source, call.at);
    const refused = scripted === 'unauthorized' || header(call, 'authorization') !== authorization;
    if (refused)
      return {
        status: 401,
        headers: { 'WWW-Authenticate': 'Basic realm="jsonrpc"', 'Content-Type': 'text/html' },
        body: '',
        endpoint: 'unauthorized',
      };
    const laned = this.world.lanedChain(call.path.split('/')[1] ?? '');
    if (chain === undefined && laned === undefined) return { status: 404, body: '', endpoint: 'unknown' };
    if (call.method !== 'POST')
      return {
        status: 405,
        headers: { 'Content-Type': 'text/plain' },
        body: 'JSONRPC server handles only POST requests',
        endpoint: 'unknown',
      };
    // a node that is starting answers so
    if (scripted !== undefined) return rpcError(500, null, -28, 'Loading block index...', 'warming up');
    return chain === undefined ? answerTo(laned!, lanedMethods, call) : answerTo(chain, methods, call);
  }

  meters(): Record<string, MeterState> {
    return {};
  }
}

function answerTo<C extends Chain | LanedChain>(chain: C, methods: Methods<C>, call: ProviderCall): ProviderAnswer {
  if (typeof call.body !== 'object' || call.body === null || call.body instanceof Error)
    return rpcError(500, null, -32_700, 'Parse error', 'unknown');
  const { method, params = [], id = null } = call.body as { method?: unknown; params?: unknown; id?: unknown };
  const name = String(method);
  const list = Array.isArray(params) ? (params as readonly unknown[]) : [];
  // only Zcash and its descendants know this one
  if (name === 'getblocksubsidy' && chain instanceof Chain && chain.coin.id === 'zcash') return subsidy(chain, call.at, list, id);
  if (!Object.hasOwn(methods, name)) return rpcError(404, id, -32_601, 'Method not found', name);
  return { status: 200, body: { result: methods[name]!(chain, call.at, list), error: null, id }, endpoint: name };
}

function miningInfo(chain: Chain, at: number): unknown {
  return {
    blocks: chain.tipAt(at).height,
    difficulty: chain.difficultyAt(at),
    networkhashps: networkHashrate(chain, at, 120),
    pooledtx: 42,
    chain: 'main',
    warnings: '',
  };
}

/** The node's own estimate: the work of the last blocks by their time. */
function networkHashrate(chain: Chain, at: number, blocks: number): number {
  const tip = chain.tipAt(at);
  const first = chain.blockAt(Math.max(chain.first.height, tip.height - blocks))!;
  return tip.time > first.time ? estimate(chain, tip.time, tip.time - first.time) : 0;
}

function subsidy(chain: Chain, at: number, [height = chain.tipAt(at).height + 1]: readonly unknown[], id: unknown): ProviderAnswer {
  const miner = chain.meanRewardAt(Number(height));
  if (miner === null) return rpcError(500, id, -8, 'Block height out of range', 'getblocksubsidy');
  const total = miner / (chain.schedule?.minerPart ?? 1);
  return {
    status: 200,
    body: {
      result: { miner, founders: 0, fundingstreamstotal: total - miner, lockboxtotal: 0, totalblocksubsidy: total },
      error: null,
      id,
    },
    endpoint: 'getblocksubsidy',
  };
}

const rpcError = (status: number, id: unknown, code: number, message: string, endpoint: string): ProviderAnswer => ({
  status,
  body: { result: null, error: { code, message }, id },
  endpoint,
});

/** A node for each chain of the world. */
export const createDoubles = (world: MarketWorld, faults: MarketFaultBook): readonly Provider[] => [new NodeDouble(world, faults)];
