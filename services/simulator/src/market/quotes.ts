import { gaussian, hash32, hashText } from '../random/hash.js';
import type { MarketFaultBook } from './faults/market-fault-book.js';
import type { MarketSource } from './faults/market-fault.js';
import type { Asset } from './world/asset-sheet.js';
import type { MarketWorld } from './world/market-world.js';

/** How far two providers are apart on an ordinary day: they average other exchanges. */
const spread = 0.0005;
const usualSkew = 1.08;
/** A coin that has been stale ever since had its last price so long before the world opened. */
const staleBeforeMs = 86_400_000;

/** What one provider says about one asset, before its own shape. */
export interface Quote {
  /** When the price was true, UTC milliseconds; null figures were not known. */
  readonly updatedAt: number;
  /** Units of the currency for one coin. */
  price(currency: string): number | null;
  /** In the currency. */
  marketCap(currency: string): number | null;
  /** In the currency. */
  volume(currency: string): number | null;
  /** In percent. Null where the price has not moved for as long. */
  change(overMs: number, currency?: string): number | null;
}

/** The prices one provider has: the true ones, somewhat off, as old as its cache, and wrong where the script says so. */
export class Quotes {
  private readonly key: number;

  constructor(
    readonly world: MarketWorld,
    private readonly faults: MarketFaultBook,
    readonly source: MarketSource,
    /** Seconds an answer of the provider stands before it is made anew. */
    private readonly cacheSeconds: number,
  ) {
    this.key = hashText(source);
  }

  /** Null for an asset the provider does not have now. */
  of(asset: Asset, at: number): Quote | null {
    if (this.faults.find(this.source, 'missing', at, asset.id) !== undefined) return null;
    const updatedAt = this.momentOf(asset, at);
    const dead = this.faults.find(this.source, 'null_price', at, asset.id) !== undefined;
    const { prices } = this.world;
    const factor = this.factor(asset, updatedAt, at);
    const inCurrency = (currency: string): number | null => {
      const price = dead ? null : prices.in(currency, asset, updatedAt);
      return price === null ? null : price * factor;
    };
    const times = (amount: number) => (currency: string) => {
      const price = inCurrency(currency);
      return price === null ? null : price * amount;
    };
    return {
      updatedAt,
      price: inCurrency,
      marketCap: times(prices.supply(asset, updatedAt)),
      volume: times(prices.volume(asset, updatedAt) / prices.usd(asset, updatedAt)),
      change: (overMs, currency = 'usd') => (dead || at - updatedAt >= overMs ? null : prices.change(asset, updatedAt, overMs, currency)),
    };
  }

  /** What the provider says a price was at some past moment. */
  past(asset: Asset, currency: string, at: number): number | null {
    const price = this.world.prices.in(currency, asset, at);
    return price === null ? null : price * this.noise(asset, at);
  }

  private momentOf(asset: Asset, at: number): number {
    const step = Math.max(this.cacheSeconds, asset.newPriceSeconds) * 1000;
    const stale = this.faults.find(this.source, 'stale', at, asset.id);
    const moment = stale === undefined ? at : Math.min(at, stale.since ?? this.faults.startMs - staleBeforeMs);
    return Math.floor(moment / step) * step;
  }

  private factor(asset: Asset, moment: number, at: number): number {
    const skew = this.faults.find(this.source, 'skewed', at, asset.id);
    return this.noise(asset, moment) * (skew === undefined ? 1 : (skew.factor ?? usualSkew));
  }

  private noise(asset: Asset, moment: number): number {
    return 1 + spread * gaussian(hash32(this.key, hashText(asset.id)), Math.floor(moment / 60_000), 0x5d);
  }
}
