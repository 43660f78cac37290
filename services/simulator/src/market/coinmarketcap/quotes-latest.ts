import type { Quotes } from '../quotes.js';
import { isTrue, listOf, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import type { Customer } from './access.js';
import { coinRow, type Listed, listedNow } from './coin-row.js';
import { convertsOf, creditsFor } from './converts.js';
import { enveloped, failed, type Version } from './envelope.js';

const identities: Readonly<Record<string, { pattern: RegExp; of: (listed: Listed) => string }>> = {
  id: { pattern: /^\d+$/, of: ({ asset }) => String(asset.listed.number) },
  slug: { pattern: /^[a-z0-9-]+$/, of: ({ asset }) => asset.listed.slug },
  symbol: { pattern: /^[\w$@-]+$/i, of: ({ asset }) => asset.symbol },
};

/** `/vN/cryptocurrency/quotes/latest`: by id, slug or symbol, each version in its own shape. */
export const quotesLatest =
  (version: Version) =>
  (quotes: Quotes, call: ProviderCall, customer: Customer): ProviderAnswer => {
    const by = Object.keys(identities).find((name) => call.query.has(name));
    if (by === undefined) return failed(call.at, 400, '"value" must contain at least one of [id, symbol, slug]');
    const asked = listOf(call.query.get(by)).map((text) => (by === 'symbol' ? text.toUpperCase() : text));
    const { pattern, of } = identities[by]!;
    const wrong = asked.filter((text) => !pattern.test(text));
    if (asked.length === 0 || wrong.length > 0) return failed(call.at, 400, `"${by}" should only include comma-separated values`);
    const all = listedNow(quotes, call.at);
    const found = asked.map((text) => [text, all.filter((each) => of(each).toUpperCase() === text.toUpperCase())] as const);
    const missing = found.filter(([, listed]) => listed.length === 0).map(([text]) => text);
    if (missing.length > 0 && !isTrue(call, 'skip_invalid'))
      return failed(call.at, 400, `Invalid value for "${by}": "${missing.join(',')}"`);
    const converts = convertsOf(quotes.world, call, customer);
    if ('status' in converts) return converts;
    const row = (listed: Listed): Record<string, unknown> => coinRow(quotes, call.at, listed, { version, converts, isListing: false });
    const data = shaped(
      version,
      by,
      found.filter(([, listed]) => listed.length > 0),
      row,
    );
    return enveloped(version, call.at, data, creditsFor(asked.length, 100, converts));
  };

type Found = readonly (readonly [asked: string, listed: readonly Listed[]])[];

/** v3: an array. v2: a map, by symbol to arrays. v1: a map to one coin, the largest of a symbol. */
function shaped(version: Version, by: string, found: Found, row: (listed: Listed) => Record<string, unknown>): unknown {
  if (version === 'v3') return found.flatMap(([, listed]) => listed.map(row));
  const entries = found.map(([asked, listed]) => {
    const key = by === 'symbol' ? asked : String(listed[0]!.asset.listed.number);
    return [key, version === 'v2' && by === 'symbol' ? listed.map(row) : row(listed[0]!)] as const;
  });
  return Object.fromEntries(entries);
}
