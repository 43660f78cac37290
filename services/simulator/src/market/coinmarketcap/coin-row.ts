import { findCoin } from '@lodestream/mining';
import type { Quote, Quotes } from '../quotes.js';
import { wholeMarket } from '../whole-market.js';
import type { Asset } from '../world/asset-sheet.js';
import type { Version } from './envelope.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Numbers by which v3 names currencies. */
const currencyIds: Readonly<Record<string, number>> = { USD: 2781, EUR: 2790, BTC: 1, GBP: 2791, JPY: 2797 };

/** An asset the provider has now. */
export interface Listed {
  readonly asset: Asset;
  readonly quote: Quote;
}

/** All assets the provider has now, largest first. */
export function listedNow(quotes: Quotes, at: number): readonly Listed[] {
  const listed = quotes.world.assets.flatMap((asset) => {
    const quote = quotes.of(asset, at);
    return quote === null ? [] : [{ asset, quote }];
  });
  return listed.toSorted((a, b) => (b.quote.marketCap('usd') ?? 0) - (a.quote.marketCap('usd') ?? 0));
}

/** A coin's row in the shape of a version; tags are texts in listings and objects in the quotes of v3. */
export function coinRow(
  quotes: Quotes,
  at: number,
  { asset, quote }: Listed,
  shape: { version: Version; converts: readonly string[]; isListing: boolean },
): Record<string, unknown> {
  const supply = quotes.world.prices.supply(asset, at);
  const tags = tagsOf(asset);
  const figures = shape.converts.map((currency) => [currency, figuresOf(quotes, { asset, quote }, currency)] as const);
  return {
    id: asset.listed.number,
    name: asset.name,
    symbol: asset.symbol,
    slug: asset.listed.slug,
    cmc_rank: asset.newPriceSeconds >= 600 ? null : rankOf(quotes, asset, quote.updatedAt),
    num_market_pairs: asset.newPriceSeconds >= 300 ? 6 : 812,
    circulating_supply: supply,
    total_supply: supply,
    max_supply: asset.maxSupply,
    infinite_supply: asset.maxSupply === null,
    date_added: '2013-04-28T00:00:00.000Z',
    tags: shape.version === 'v3' && !shape.isListing ? tags.map((slug) => ({ slug, name: slug, category: 'ALGORITHM' })) : tags,
    platform: null,
    is_active: 1,
    is_fiat: 0,
    self_reported_circulating_supply: null,
    self_reported_market_cap: null,
    tvl_ratio: null,
    last_updated: new Date(quote.updatedAt).toISOString(),
    quote:
      shape.version === 'v3'
        ? figures.map(([symbol, figure]) => ({ id: currencyIds[symbol] ?? 0, symbol, ...figure }))
        : Object.fromEntries(figures),
  };
}

/** Its place by market capitalization, 1 being the largest. */
export function rankOf({ world: { prices, assets } }: Quotes, asset: Asset, at: number): number {
  const cap = (each: Asset): number => prices.usd(each, at) * prices.supply(each, at);
  const own = cap(asset);
  return 1 + assets.filter((other) => cap(other) > own).length;
}

/** Prices and changes in one currency. */
export function figuresOf({ world }: Quotes, { asset, quote }: Listed, symbol: string): Record<string, unknown> {
  const currency = symbol.toLowerCase();
  const at = quote.updatedAt;
  const supply = world.prices.supply(asset, at);
  const cap = quote.marketCap(currency);
  const capUsd = quote.marketCap('usd');
  return {
    price: quote.price(currency),
    volume_24h: asset.newPriceSeconds >= 600 ? null : quote.volume(currency),
    volume_change_24h: (world.prices.volume(asset, at) / world.prices.volume(asset, at - dayMs) - 1) * 100,
    percent_change_1h: quote.change(hourMs, currency),
    percent_change_24h: quote.change(dayMs, currency),
    percent_change_7d: quote.change(7 * dayMs, currency),
    percent_change_30d: quote.change(30 * dayMs, currency),
    percent_change_60d: quote.change(60 * dayMs, currency),
    percent_change_90d: quote.change(90 * dayMs, currency),
    market_cap: cap,
    market_cap_dominance: capUsd === null ? null : (capUsd / wholeMarket(world, at).marketCap) * 100,
    fully_diluted_market_cap: cap === null || asset.maxSupply === null ? cap : (cap / supply) * asset.maxSupply,
    tvl: null,
    last_updated: new Date(quote.updatedAt).toISOString(),
  };
}

const tagWords: Readonly<Record<string, string>> = { sha256d: 'sha-256', scrypt: 'scrypt', kheavyhash: 'kheavyhash' };

function tagsOf(asset: Asset): string[] {
  const algorithms = findCoin(asset.id)?.algorithms ?? [];
  return algorithms.length === 0 ? [] : ['mineable', 'pow', ...algorithms.flatMap((name) => tagWords[name] ?? [])];
}
