import type { Quotes } from '../quotes.js';
import { listOf, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import type { Customer } from './access.js';
import { figuresOf, listedNow } from './coin-row.js';
import { convertsOf, creditsFor } from './converts.js';
import { enveloped, failed } from './envelope.js';

/** `/v2/simple/price`: an array, with the figures under `quotes`. */
export function simplePrice(quotes: Quotes, call: ProviderCall, customer: Customer): ProviderAnswer {
  const ids = new Set(listOf(call.query.get('id') ?? call.query.get('ids')));
  if (ids.size === 0) return failed(call.at, 400, '"id" is required');
  const converts = convertsOf(quotes.world, call, customer);
  if ('status' in converts) return converts;
  const rows = listedNow(quotes, call.at).filter(({ asset }) => ids.has(String(asset.listed.number)));
  const data = rows.map(({ asset, quote }) => ({
    id: asset.listed.number,
    name: asset.name,
    symbol: asset.symbol,
    slug: asset.listed.slug,
    quotes: converts.map((symbol) => {
      const figures = figuresOf(quotes, { asset, quote }, symbol);
      const { price, market_cap, volume_24h, percent_change_24h, last_updated } = figures;
      return { symbol, price, market_cap, volume_24h, percent_change_24h, last_updated };
    }),
  }));
  return enveloped('v3', call.at, data, creditsFor(ids.size, 250, converts));
}
