import type { Coin } from '@lodestream/mining';
import { listOf, numberOf, objectOf, textOf } from '../../quotes/read-json.js';

/**
 * Finds a coin in the provider's map: by the slug we know, otherwise by ticker and name together, among active coins with a chain of their own.
 * A ticker alone never decides. Null where none, or more than one, fits.
 */
export function idInMap(json: unknown, coin: Coin): string | null {
  const rows = (listOf(objectOf(json)?.['data']) ?? []).map(objectOf).filter((row) => row !== null);
  const own = rows.filter((row) => row['is_active'] !== 0 && (row['platform'] ?? null) === null);
  const slug = coin.ids.coinmarketcap?.slug ?? null;
  const fitting = own.filter((row) =>
    slug === null ? sameText(row['symbol'], coin.symbol) && sameText(row['name'], coin.name) : row['slug'] === slug,
  );
  const id = fitting.length === 1 ? numberOf(fitting[0]!['id']) : null;
  return id === null ? null : String(id);
}

const sameText = (value: unknown, word: string): boolean => textOf(value)?.toLowerCase() === word.toLowerCase();
