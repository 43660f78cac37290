import type { Quotes } from '../quotes.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Customer } from './access.js';
import { coinRow, type Listed, listedNow } from './coin-row.js';
import { convertsOf, creditsFor } from './converts.js';
import { enveloped, failed, type Version } from './envelope.js';

const sorts: Readonly<Record<string, (listed: Listed) => number>> = {
  market_cap: ({ quote }) => quote.marketCap('usd') ?? 0,
  price: ({ quote }) => quote.price('usd') ?? 0,
  volume_24h: ({ quote }) => quote.volume('usd') ?? 0,
  percent_change_24h: ({ quote }) => quote.change(86_400_000) ?? 0,
  circulating_supply: ({ asset }) => asset.supply,
};

/** `/vN/cryptocurrency/listings/latest`: an array in every version. */
export const listingsLatest =
  (version: Version) =>
  (quotes: Quotes, call: ProviderCall, customer: Customer): ProviderAnswer => {
    const [start, limit] = [Number(call.query.get('start') ?? 1), Number(call.query.get('limit') ?? 100)];
    if (!Number.isInteger(start) || start < 1) return failed(call.at, 400, '"start" must be larger than or equal to 1');
    if (!Number.isInteger(limit) || limit < 1 || limit > 5000) return failed(call.at, 400, '"limit" must be between 1 and 5000');
    const by = call.query.get('sort') ?? 'market_cap';
    if (!Object.hasOwn(sorts, by)) return failed(call.at, 400, '"sort" must be one of its values');
    const converts = convertsOf(quotes.world, call, customer);
    if ('status' in converts) return converts;
    const sign = call.query.get('sort_dir') === 'asc' ? 1 : -1;
    const within = listedNow(quotes, call.at).filter((listed) => inRange(call, listed));
    const sorted = within.toSorted((a, b) => sign * (sorts[by]!(a) - sorts[by]!(b)));
    const page = sorted.slice(start - 1, start - 1 + limit);
    const data = page.map((listed) => coinRow(quotes, call.at, listed, { version, converts, isListing: true }));
    // what is asked for is paid for: the real list has thousands of rows
    return enveloped(version, call.at, data, creditsFor(limit, 200, converts));
  };

function inRange({ query }: ProviderCall, listed: Listed): boolean {
  return ['price', 'market_cap', 'volume_24h', 'circulating_supply', 'percent_change_24h'].every((name) => {
    const value = sorts[name]!(listed);
    return value >= Number(query.get(`${name}_min`) ?? -Infinity) && value <= Number(query.get(`${name}_max`) ?? Infinity);
  });
}
