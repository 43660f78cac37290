import { objectOf, textOf } from '../../quotes/read-json.js';
import { listAt, unexpected } from '../../quotes/shape.js';
import type { NamedCoin } from '../coin-ids.js';

/** One asset of the provider's list. */
export interface ListRow {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
}

const endpoint = '/coins/list';

/** Reads `/coins/list`: every asset there is. @throws PermanentError with the place, where the answer is not of that shape */
export function readList(json: unknown): readonly ListRow[] {
  return listAt(endpoint, '$', json).map((each, index) => {
    const row = objectOf(each);
    const id = textOf(row?.['id']);
    if (id === null) throw unexpected(endpoint, `$[${index}].id`, 'the id of a coin', row?.['id'] ?? each);
    return { id, symbol: textOf(row?.['symbol']) ?? '', name: textOf(row?.['name']) ?? '' };
  });
}

/**
 * Finds a coin in the list: by the id it should have, if ticker or name agree; otherwise the one row that has both. Of a coin that our table
 * does not know, the id alone can be compared. Null where none, or more than one, fits.
 */
export function idInList(rows: readonly ListRow[], { coin, id }: NamedCoin): string | null {
  const byId = rows.find((row) => row.id === id);
  if (coin.symbol === '') return byId?.id ?? null;
  if (byId !== undefined && (sameText(byId.symbol, coin.symbol) || sameText(byId.name, coin.name))) return byId.id;
  const fitting = rows.filter((row) => sameText(row.symbol, coin.symbol) && sameText(row.name, coin.name));
  return fitting.length === 1 ? fitting[0]!.id : null;
}

const sameText = (text: string, word: string): boolean => text.toLowerCase() === word.toLowerCase();
