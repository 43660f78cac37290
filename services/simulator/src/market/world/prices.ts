import { hash32, hashText } from '../../random/hash.js';
import { smoothNoise } from '../../random/smooth-noise.js';
import { anchorMs, type Asset } from './asset-sheet.js';
import { RandomWalk } from './random-walk.js';

const { exp, sqrt } = Math;

/** How much of an asset's moves it shares with all others. */
const shared = 0.7;
const own = sqrt(1 - shared ** 2);
const hourMs = 3_600_000;

/** US dollars of one currency; foreign exchange moves little, and here not at all. */
const usdOf: Readonly<Record<string, number>> = { usd: 1, eur: 1.08, gbp: 1.27, jpy: 0.0067, cny: 0.138, chf: 1.13 };

/** True prices of the simulated market: random walks that are a function of the seed and the time, with no drift. */
export class Prices {
  private readonly market: RandomWalk;
  private readonly marketAtAnchor: number;
  private readonly walks = new Map<string, { readonly walk: RandomWalk; readonly anchor: number }>();

  constructor(
    private readonly seed: number,
    private readonly bitcoin: Asset,
    /** What a scripted shock multiplies a price by. */
    private readonly shock: (asset: string, at: number) => number = () => 1,
  ) {
    this.market = new RandomWalk(hash32(seed, 0x3a12));
    this.marketAtAnchor = this.market.at(anchorMs);
  }

  /** US dollars of one whole coin. */
  usd(asset: Asset, at: number): number {
    const { walk, anchor } = this.walkOf(asset);
    const moved = shared * (this.market.at(at) - this.marketAtAnchor) + own * (walk.at(at) - anchor);
    return asset.usd * exp(asset.dailyDeviation * moved) * this.shock(asset.id, at);
  }

  /** Units of another currency that one whole coin costs; null for a currency this market does not have. */
  in(currency: string, asset: Asset, at: number): number | null {
    if (currency === 'btc') return this.usd(asset, at) / this.usd(this.bitcoin, at);
    return Object.hasOwn(usdOf, currency) ? this.usd(asset, at) / usdOf[currency]! : null;
  }

  /** Coins in circulation: they grow by what is mined, a little a year. */
  supply(asset: Asset, at: number): number {
    const grown = asset.supply * (1 + (0.01 * (at - anchorMs)) / (365 * 24 * hourMs));
    return asset.maxSupply === null ? grown : Math.min(grown, asset.maxSupply);
  }

  /** US dollars traded in the 24 hours before. */
  volume(asset: Asset, at: number): number {
    const busy = exp(0.3 * smoothNoise(hash32(this.seed, hashText(asset.id)), 7, at, 6 * hourMs));
    return this.usd(asset, at) * this.supply(asset, at) * asset.turnover * busy;
  }

  /** Change in percent over the time before. */
  change(asset: Asset, at: number, overMs: number, currency = 'usd'): number {
    const [now, then] = [this.in(currency, asset, at) ?? Number.NaN, this.in(currency, asset, at - overMs) ?? Number.NaN];
    return (now / then - 1) * 100;
  }

  private walkOf({ id }: Asset): { readonly walk: RandomWalk; readonly anchor: number } {
    const known = this.walks.get(id);
    if (known !== undefined) return known;
    const walk = new RandomWalk(hash32(this.seed, hashText(id), 0x9c1));
    const entry = { walk, anchor: walk.at(anchorMs) };
    this.walks.set(id, entry);
    return entry;
  }
}
