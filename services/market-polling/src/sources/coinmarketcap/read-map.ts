import type { Coin } from '@lodestream/mining';
import { numberOf, objectOf, textOf } from '../../quotes/read-json.js';
import { listAt, objectAt } from '../../quotes/shape.js';

const endpoint = '/v1/cryptocurrency/map';

/**
 * Finds a coin in the provider's map: by the slug we know, otherwise by ticker and name together, among active coins with a chain of their own.
 * A ticker alone never decides. Null where none, or more than one, fits.
 * @throws PermanentError with the place, where the answer is not of that shape
 */
export function idInMap(json: unknown, coin: Coin): string | null {
  const rows = listAt(endpoint, '$.data', objectAt(endpoint, '$', json)['data'])
    .map(objectOf)
    .filter((row) => row !== null);
  const own = rows.filter((row) => row['is_active'] !== 0 && (row['platform'] ?? null) === null);
  const slug = coin.ids.coinmarketcap?.slug ?? null;
  const fitting = own.filter((row) =>
    slug === null ? sameText(row['symbol'], coin.symbol) && sameText(row['name'], coin.name) : row['slug'] === slug,
  );
  const id = fitting.length === 1 ? numberOf(fitting[0]!['id']) : null;
  return id === null ? null : String(id);
}

const sameText = (value: unknown, word: string): boolean => textOf(value)?.toLowerCase() === word.toLowerCase();
