import { listOf } from '../wire/provider.js';
import type { Asset } from '../world/asset-sheet.js';

/** The assets a request names: by ids, else by names, else by symbols; null when it names none of these. A symbol may be several. */
export function selectAssets(assets: readonly Asset[], query: URLSearchParams): readonly Asset[] | null {
  if (query.has('ids')) {
    const ids = new Set(listOf(query.get('ids')));
    return assets.filter(({ listed }) => ids.has(listed.word));
  }
  if (query.has('names')) {
    const names = new Set(listOf(query.get('names')).map((name) => name.toLowerCase()));
    return assets.filter(({ name }) => names.has(name.toLowerCase()));
  }
  if (!query.has('symbols')) return null;
  const symbols = new Set(listOf(query.get('symbols')).map((symbol) => symbol.toLowerCase()));
  const named = assets.filter(({ symbol }) => symbols.has(symbol.toLowerCase()));
  // `top`, which is the default, is the largest asset of each symbol: not always the one that is meant
  if (query.get('include_tokens') === 'all') return named;
  return [...symbols].flatMap((symbol) => largest(named.filter((asset) => asset.symbol.toLowerCase() === symbol)));
}

function largest(assets: readonly Asset[]): readonly Asset[] {
  return assets.toSorted((a, b) => b.usd * b.supply - a.usd * a.supply).slice(0, 1);
}
