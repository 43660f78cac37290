import type { MarketFaultBook } from '../faults/market-fault-book.js';
import { estimate } from '../mempool/hashrate.js';
import { Quotes } from '../quotes.js';
import type { MeterState } from '../wire/meter.js';
import { listOf, type Provider, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { findAsset } from '../world/asset-sheet.js';
import type { Chain } from '../world/chain.js';
import type { MarketWorld } from '../world/market-world.js';

const cacheMs = 600_000;
const words: Readonly<Record<string, string>> = {
  sha256d: 'SHA-256',
  scrypt: 'Scrypt',
  equihash: 'Equihash',
  skein: 'Skein',
  qubit: 'Qubit',
  odocrypt: 'Odocrypt',
};

interface Row extends Readonly<Record<string, string | number>> {
  readonly coin: string;
  readonly algorithm: string;
}

/** minerstat's list of coins: −1 stands for what it does not know. */
export class MinerstatDouble implements Provider {
  readonly source = 'minerstat';
  readonly prefix = '/minerstat/v2';

  constructor(
    private readonly quotes: Quotes,
    private readonly faults: MarketFaultBook,
  ) {}

  answer(call: ProviderCall): ProviderAnswer {
    const scripted = this.faults.refusal(this.source, call.at);
    if (scripted !== undefined)
      return { status: scripted === 'error_in_200' ? 200 : 429, body: { error: 'limit reached' }, endpoint: call.path };
    if (call.path !== '/coins') return { status: 404, body: { error: 'not found' }, endpoint: 'unknown' };
    const tickers = new Set(listOf(call.query.get('list')).map((word) => word.toUpperCase()));
    const algorithm = call.query.get('algo')?.toLowerCase();
    const at = Math.floor(call.at / cacheMs) * cacheMs;
    const { world } = this.quotes;
    const rows = [
      ...[...world.everyChain()].map((chain) => this.row(chain, chain.meanRewardAt(chain.tipAt(at).height), at)),
      // one row an algorithm, all under one ticker
      ...[...world.everyLanedChain()].flatMap((laned) =>
        laned.lanes.map((lane) => this.row(lane, laned.meanRewardAt(laned.heightAt(at)), at)),
      ),
    ];
    const wanted = rows.filter(
      (row) => (tickers.size === 0 || tickers.has(row.coin)) && (algorithm === undefined || row.algorithm.toLowerCase() === algorithm),
    );
    return { status: 200, body: wanted, endpoint: '/coins' };
  }

  meters(): Record<string, MeterState> {
    return {};
  }

  private row(chain: Chain, reward: number | null, at: number): Row {
    const { coin, sheet } = chain;
    const asset = findAsset(coin.id);
    const price = asset && this.quotes.of(asset, at)?.price('usd');
    // a coin that is hardly mined: its figures are not known here
    const unknown = this.faults.find(this.source, 'missing', at, coin.id) !== undefined;
    const tip = chain.tipAt(at);
    const perHour = reward === null ? -1 : (3600 * reward) / (tip.difficulty * chain.hashesPerDifficulty);
    return {
      id: coin.id,
      coin: coin.symbol,
      name: coin.name,
      type: 'coin',
      algorithm: words[sheet.algorithm] ?? sheet.algorithm,
      network_hashrate: unknown ? -1 : estimate(chain, at),
      difficulty: unknown ? -1 : tip.difficulty,
      reward: unknown ? -1 : perHour,
      reward_unit: coin.symbol,
      reward_block: unknown || reward === null ? -1 : reward,
      price: price ?? -1,
      volume: (asset && this.quotes.of(asset, at)?.volume('usd')) ?? -1,
      updated: Math.floor(at / 1000),
    };
  }
}

/** minerstat on its one host. */
export const createDoubles = (world: MarketWorld, faults: MarketFaultBook): readonly Provider[] => [
  new MinerstatDouble(new Quotes(world, faults, 'minerstat', cacheMs / 1000), faults),
];
