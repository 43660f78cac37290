import type { MinerState } from '@lodestream/records';
import type { MinerRow } from './miner-row.js';
import { compareKeys, naturalKey } from './natural-order.js';
import { cursorOf, parseCursor, type Place } from './page-cursor.js';

/** What a table may be sorted by. */
export const sortKeys = [
  'miner_id',
  'state',
  'model',
  'location',
  'hashrate',
  'power',
  'efficiency',
  'temperature',
  'observed_at',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** Which miners are wanted, in which order, and from where on. */
export interface PageQuery {
  readonly states: readonly MinerState[];
  /** Part of an id, model, location, address or trouble, in any case. */
  readonly text: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly limit: number;
  /** `next_cursor` of a page of the same sort; null begins at the first row. */
  readonly cursor: string | null;
}

/** One page of the table; `next_cursor` asks for the following one and is null on the last. */
export interface MinerPage {
  readonly total: number;
  readonly miners: readonly MinerRow[];
  readonly next_cursor: string | null;
}

const severityOfState: Readonly<Record<MinerState, number>> = {
  offline: 0,
  degraded: 1,
  stale: 2,
  unknown: 3,
  paused: 4,
  hashing: 5,
};
const natural = (text: string | null): string | null => (text === null ? null : naturalKey(text));
const values: Readonly<Record<SortKey, (row: MinerRow) => number | string | null>> = {
  miner_id: (row) => naturalKey(row.miner_id),
  state: (row) => severityOfState[row.state],
  model: (row) => natural(row.model),
  location: (row) => natural(row.location),
  hashrate: (row) => row.hashrate.value,
  power: (row) => row.power_w,
  efficiency: (row) => row.efficiency,
  temperature: (row) => row.max_chip_c,
  observed_at: (row) => row.observed_at,
};

/**
 * Filters, sorts and cuts. A cursor names the place of the last row shown, so that only a row whose own sorted value changes in between
 * can be shown twice or be passed by.
 */
export function pageOf(rows: Iterable<MinerRow>, query: PageQuery): MinerPage {
  const valueOf = values[query.sort];
  const compare = (a: Place, b: Place): number => comparePlaces(a, b, query.descending);
  const found: (Place & { readonly row: MinerRow })[] = [];
  for (const row of rows) if (matches(row, query)) found.push({ row, value: valueOf(row), id: naturalKey(row.miner_id) });
  const after = query.cursor === null ? null : parseCursor(query.cursor, orderOf(query));
  const rest = after === null ? found : found.filter((place) => compare(place, after) > 0);
  const shown = rest.sort(compare).slice(0, query.limit);
  const last = shown.at(-1);
  return {
    total: found.length,
    miners: shown.map((place) => place.row),
    next_cursor: last && rest.length > shown.length ? cursorOf(last, orderOf(query)) : null,
  };
}

/** The name of an order, which a cursor carries: a place in one order means nothing in another. */
export const orderOf = ({ sort, descending }: Pick<PageQuery, 'sort' | 'descending'>): string => `${descending ? '-' : ''}${sort}`;

function matches(row: MinerRow, { states, text }: PageQuery): boolean {
  if (states.length > 0 && !states.includes(row.state)) return false;
  if (text === '') return true;
  const sought = text.toLowerCase();
  return [row.miner_id, row.model, row.location, row.ip_address, row.trouble].some((field) => field?.toLowerCase().includes(sought));
}

/** Unknown values come last in either direction; equal ones follow the id. */
function comparePlaces(a: Place, b: Place, descending: boolean): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || compareKeys(a.id, b.id);
  const order = typeof a.value === 'string' ? compareKeys(a.value, String(b.value)) : a.value - Number(b.value);
  return (descending ? -order : order) || compareKeys(a.id, b.id);
}
