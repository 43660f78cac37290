import type { Quotes } from '../quotes.js';
import { listOf, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import { rankOf } from './coin-row.js';
import { enveloped, failed } from './envelope.js';

/** `/v1/cryptocurrency/map`: which number is which coin. A symbol may have several rows; one that nobody has fails the whole call. It costs nothing. */
export function coinMap(quotes: Quotes, call: ProviderCall): ProviderAnswer {
  const { world } = quotes;
  const symbols = new Set(listOf(call.query.get('symbol')).map((symbol) => symbol.toUpperCase()));
  const unknown = [...symbols].filter((each) => !world.assets.some(({ symbol }) => symbol === each));
  if (unknown.length > 0) return failed(call.at, 400, `Invalid value for "symbol": "${unknown.join(',')}"`);
  const status = call.query.get('listing_status') ?? 'active';
  if (!/^(active|inactive|untracked)(,(active|inactive|untracked))*$/.test(status))
    return failed(call.at, 400, '"listing_status" is invalid');
  const [start, limit] = [Number(call.query.get('start') ?? 1), Number(call.query.get('limit') ?? 10_000)];
  const active = status.includes('active') && status !== 'inactive' ? world.assets : [];
  const rows = active.filter(({ symbol }) => symbols.size === 0 || symbols.has(symbol)).slice(start - 1, start - 1 + limit);
  const data = rows.map((asset) => ({
    id: asset.listed.number,
    rank: rankOf(quotes, asset, call.at),
    name: asset.name,
    symbol: asset.symbol,
    slug: asset.listed.slug,
    is_active: 1,
    first_historical_data: '2013-04-28T18:47:21.000Z',
    last_historical_data: new Date(Math.floor(call.at / 300_000) * 300_000).toISOString(),
    platform: null,
  }));
  return enveloped('v1', call.at, data, 0);
}
