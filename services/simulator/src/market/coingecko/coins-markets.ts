import type { Quote, Quotes } from '../quotes.js';
import { isTrue, listOf, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import type { Asset } from '../world/asset-sheet.js';
import { textError } from './errors.js';
import { atPrecision } from './precision.js';
import { selectAssets } from './select-assets.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const periods: Readonly<Record<string, number>> = {
  '1h': hourMs,
  '24h': dayMs,
  '7d': 7 * dayMs,
  '14d': 14 * dayMs,
  '30d': 30 * dayMs,
  '200d': 200 * dayMs,
  '1y': 365 * dayMs,
};

interface Listed {
  readonly asset: Asset;
  readonly quote: Quote;
}

/** `/coins/markets`: an array, largest first unless another order is asked for. */
export function coinsMarkets(quotes: Quotes, call: ProviderCall): ProviderAnswer {
  const currency = call.query.get('vs_currency')?.toLowerCase();
  if (currency === undefined) return textError(400, 'Missing parameter vs_currency');
  if (quotes.world.prices.in(currency, quotes.world.assets[0]!, call.at) === null) return textError(400, 'invalid vs_currency');
  const assets = selectAssets(quotes.world.assets, call.query) ?? quotes.world.assets;
  const listed = assets.flatMap((asset) => {
    const quote = quotes.of(asset, call.at);
    return quote === null ? [] : [{ asset, quote }];
  });
  const perPage = Math.min(250, positive(call.query.get('per_page'), 100));
  const first = (positive(call.query.get('page'), 1) - 1) * perPage;
  const page = sorted(listed, call.query.get('order')).slice(first, first + perPage);
  return { status: 200, body: page.map((each) => row(quotes, call, currency, each)) };
}

function sorted(listed: readonly Listed[], order: string | null): readonly Listed[] {
  const size = ({ quote }: Listed): number => quote.marketCap('usd') ?? 0;
  const volume = ({ quote }: Listed): number => quote.volume('usd') ?? 0;
  const id = ({ asset }: Listed): string => asset.listed.word;
  const [by, direction] = /^(.*)_(asc|desc)$/.exec(order ?? '')?.slice(1) ?? ['market_cap', 'desc'];
  const compare = (a: Listed, b: Listed): number =>
    by === 'id' ? id(a).localeCompare(id(b)) : by === 'volume' ? volume(a) - volume(b) : size(a) - size(b);
  return listed.toSorted((a, b) => (direction === 'asc' ? compare(a, b) : compare(b, a)));
}

function row(quotes: Quotes, call: ProviderCall, currency: string, { asset, quote }: Listed): Record<string, unknown> {
  const round = atPrecision(call.query.get('precision'));
  const price = round(quote.price(currency));
  const { prices } = quotes.world;
  const supply = prices.supply(asset, call.at);
  const change = quote.change(dayMs, currency);
  // what is hardly traded: a market capitalization of 0 stands for one that nobody knows
  const small = asset.newPriceSeconds >= 300;
  const cap = quote.marketCap(currency);
  return {
    id: asset.listed.word,
    symbol: asset.symbol.toLowerCase(),
    name: asset.name,
    image: `https://coin-images.coingecko.com/coins/images/${asset.listed.number}/large/${asset.listed.word}.png`,
    current_price: price,
    market_cap: small ? 0 : cap,
    market_cap_rank: small
      ? null
      : 1 + quotes.world.assets.filter((other) => capOf(quotes, other, call.at) > capOf(quotes, asset, call.at)).length,
    fully_diluted_valuation: cap === null || asset.maxSupply === null ? null : (cap / supply) * asset.maxSupply,
    total_volume: quote.volume(currency),
    ...extremes(quotes, asset, currency, quote),
    price_change_24h: price === null || change === null ? null : price - price / (1 + change / 100),
    price_change_percentage_24h: change,
    market_cap_change_24h: small || cap === null || change === null ? null : cap - cap / (1 + change / 100),
    market_cap_change_percentage_24h: small ? null : change,
    circulating_supply: supply,
    total_supply: asset.maxSupply ?? supply,
    max_supply: asset.maxSupply,
    roi: null,
    last_updated: new Date(quote.updatedAt).toISOString(),
    ...sparkline(quotes, call, asset),
    ...changes(call, quote, currency),
  };
}

const capOf = ({ world: { prices } }: Quotes, asset: Asset, at: number): number => prices.usd(asset, at) * prices.supply(asset, at);

function extremes(quotes: Quotes, asset: Asset, currency: string, { updatedAt }: Quote): Record<string, unknown> {
  const day = Array.from({ length: 9 }, (_, step) => quotes.past(asset, currency, updatedAt - step * 3 * hourMs)!);
  const ever = Array.from({ length: 14 }, (_, step) => quotes.past(asset, currency, updatedAt - step * 28 * dayMs)!);
  const [high, low] = [Math.max(...ever), Math.min(...ever)];
  const date = (value: number): string => new Date(updatedAt - ever.indexOf(value) * 28 * dayMs).toISOString();
  return {
    high_24h: Math.max(...day),
    low_24h: Math.min(...day),
    ath: high,
    ath_change_percentage: (ever[0]! / high - 1) * 100,
    ath_date: date(high),
    atl: low,
    atl_change_percentage: (ever[0]! / low - 1) * 100,
    atl_date: date(low),
  };
}

function sparkline(quotes: Quotes, call: ProviderCall, asset: Asset): Record<string, unknown> {
  if (!isTrue(call, 'sparkline')) return {};
  const hours = 168;
  return {
    sparkline_in_7d: { price: Array.from({ length: hours }, (_, hour) => quotes.past(asset, 'usd', call.at - (hours - hour) * hourMs)) },
  };
}

function changes(call: ProviderCall, quote: Quote, currency: string): Record<string, unknown> {
  const asked = listOf(call.query.get('price_change_percentage')).filter((period) => Object.hasOwn(periods, period));
  return Object.fromEntries(
    asked.map((period) => [`price_change_percentage_${period}_in_currency`, quote.change(periods[period]!, currency)]),
  );
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
