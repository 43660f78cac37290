import type { MarketFaultBook } from '../faults/market-fault-book.js';
import type { MarketSource, RefusalKind } from '../faults/market-fault.js';
import { Customers } from '../wire/customers.js';
import type { MeterState } from '../wire/meter.js';
import type { Provider, ProviderAnswer, ProviderCall } from '../wire/provider.js';
import { findAsset } from '../world/asset-sheet.js';
import type { Chain } from '../world/chain.js';
import type { MarketWorld } from '../world/market-world.js';
import type { Prices } from '../world/prices.js';
import { difficultyAdjustment, difficultyAdjustments } from './difficulty.js';
import { hashrate } from './hashrate.js';
import { pools, rewardStats, tipHeight } from './blocks.js';

/** No limit is published: this is what the double takes for one, by address. Who goes on after three refusals is shut out. */
const plan = { limits: { perMinute: 60, creditsPerMonth: null } };
const banMs = 600_000;
const refusalsBeforeBan = 3;

type Endpoint = (chain: Chain, call: ProviderCall, argument: string) => ProviderAnswer;

const endpoints: readonly (readonly [RegExp, string, Endpoint])[] = [
  [/^\/v1\/mining\/hashrate\/(3d|1w|1m|3m|6m|1y|2y|3y)$/, '/v1/mining/hashrate/{interval}', hashrate],
  [/^\/v1\/difficulty-adjustment$/, '/v1/difficulty-adjustment', difficultyAdjustment],
  [/^\/v1\/mining\/difficulty-adjustments(?:\/(\w+))?$/, '/v1/mining/difficulty-adjustments/{interval}', difficultyAdjustments],
  [/^\/v1\/mining\/reward-stats\/(\d{1,5})$/, '/v1/mining/reward-stats/{n}', rewardStats],
  [/^\/v1\/mining\/pools\/(\w+)$/, '/v1/mining/pools/{interval}', pools],
  [/^\/blocks\/tip\/height$/, '/blocks/tip/height', tipHeight],
];

/** mempool.space's API for Bitcoin, and litecoinspace.org's, which is the same for Litecoin. */
export class MempoolDouble implements Provider {
  readonly prefix: string;
  private readonly clients = new Customers<typeof plan>();
  private readonly bannedUntil = new Map<string, number>();

  constructor(
    readonly source: MarketSource & ('mempool' | 'litecoinspace'),
    private readonly chain: Chain,
    private readonly prices: Prices,
    private readonly faults: MarketFaultBook,
  ) {
    this.prefix = `/${source}/api`;
  }

  answer(call: ProviderCall): ProviderAnswer {
    const scripted = this.faults.refusal(this.source, call.at);
    if (scripted !== undefined) return refused(scripted);
    if (!this.admits(call)) return refused('rate_limited');
    if (call.path === '/v1/prices') return this.priceAnswer(call);
    for (const [pattern, endpoint, answer] of endpoints) {
      const match = pattern.exec(call.path);
      if (match !== null) return { ...answer(this.chain, call, match[1] ?? ''), endpoint };
    }
    return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'Not Found', endpoint: 'unknown' };
  }

  meters(at: number): Record<string, MeterState> {
    return this.clients.states(at);
  }

  private admits({ client, at }: ProviderCall): boolean {
    const { meter } = this.clients.of(`address ${client}`, plan);
    const over = meter.request(at) !== null;
    if (at < (this.bannedUntil.get(client) ?? 0)) return false;
    // who was shut out and stayed away begins anew
    this.bannedUntil.delete(client);
    if (over && meter.state(at).refused % refusalsBeforeBan === 0) this.bannedUntil.set(client, at + banMs);
    return !over;
  }

  private priceAnswer({ at }: ProviderCall): ProviderAnswer {
    const usd = this.prices.usd(findAsset(this.chain.coin.id)!, at);
    return {
      status: 200,
      endpoint: '/v1/prices',
      body: { time: Math.floor(at / 1000), USD: Math.round(usd), EUR: Math.round(usd / 1.08) },
    };
  }
}

function refused(kind: RefusalKind): ProviderAnswer {
  const status = kind === 'unauthorized' || kind === 'forbidden' ? 403 : kind === 'error_in_200' ? 200 : 429;
  return { status, headers: { 'Content-Type': 'text/html' }, body: '<html><head><title>Too Many Requests</title></head></html>' };
}

/** mempool.space over Bitcoin, litecoinspace.org over Litecoin. */
export const createDoubles = (world: MarketWorld, faults: MarketFaultBook): readonly Provider[] => [
  new MempoolDouble('mempool', world.chain('bitcoin')!, world.prices, faults),
  new MempoolDouble('litecoinspace', world.chain('litecoin')!, world.prices, faults),
];
