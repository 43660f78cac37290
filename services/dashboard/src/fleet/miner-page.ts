import type { MinerState } from '@lodestream/records';
import type { MinerRow } from './miner-row.js';

/** What a table may be sorted by. */
export const sortKeys = ['miner_id', 'state', 'model', 'location', 'hashrate', 'power', 'efficiency', 'temperature', 'observed_at'] as const;
export type SortKey = (typeof sortKeys)[number];

/** Which miners are wanted, in which order, and from where on. */
export interface PageQuery {
  readonly states: readonly MinerState[];
  /** Part of an id, model, location or address, in any case. */
  readonly text: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor: string | null;
}

/** One page of the table; `next_cursor` asks for the following one and is null on the last. */
export interface MinerPage {
  readonly total: number;
  readonly miners: readonly MinerRow[];
  readonly next_cursor: string | null;
}

type SortValue = number | string | null;

const severityOfState: Readonly<Record<MinerState, number>> = { offline: 0, degraded: 1, stale: 2, unknown: 3, paused: 4, hashing: 5 };
const values: Readonly<Record<SortKey, (row: MinerRow) => SortValue>> = {
  miner_id: (row) => row.miner_id,
  state: (row) => severityOfState[row.state],
  model: (row) => row.model,
  location: (row) => row.location,
  hashrate: (row) => row.hashrate.value,
  power: (row) => row.power_w,
  efficiency: (row) => row.efficiency,
  temperature: (row) => row.max_chip_c,
  observed_at: (row) => row.observed_at,
};

/** Filters, sorts and cuts. A cursor names the last row shown, so that rows that change in between repeat or skip nothing else. */
export function pageOf(rows: Iterable<MinerRow>, query: PageQuery): MinerPage {
  const valueOf = values[query.sort];
  const compare = (a: Place, b: Place): number => comparePlaces(a, b, query.descending);
  const found = [...rows].filter((row) => matches(row, query)).map((row) => ({ row, value: valueOf(row), id: row.miner_id }));
  const after = query.cursor === null ? null : parseCursor(query.cursor);
  const rest = after === null ? found : found.filter((place) => compare(place, after) > 0);
  const shown = rest.sort(compare).slice(0, query.limit);
  const last = shown.at(-1);
  return { total: found.length, miners: shown.map((place) => place.row), next_cursor: last && rest.length > shown.length ? cursorOf(last) : null };
}

interface Place {
  readonly value: SortValue;
  readonly id: string;
}

function matches(row: MinerRow, { states, text }: PageQuery): boolean {
  if (states.length > 0 && !states.includes(row.state)) return false;
  if (text === '') return true;
  const sought = text.toLowerCase();
  return [row.miner_id, row.model, row.location, row.ip_address, row.trouble].some((field) => field?.toLowerCase().includes(sought));
}

/** Unknown values come last in either direction; equal ones follow the id, numbers in it by size. */
function comparePlaces(a: Place, b: Place, descending: boolean): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || byId(a, b);
  const order = typeof a.value === 'string' ? natural.compare(a.value, String(b.value)) : a.value - Number(b.value);
  return (descending ? -order : order) || byId(a, b);
}

const natural = new Intl.Collator('en', { numeric: true });
const byId = (a: Place, b: Place): number => natural.compare(a.id, b.id);

function cursorOf({ value, id }: Place): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** The place a cursor names, or null for one that is not ours. */
export function parseCursor(cursor: string): Place | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parsed) || parsed.length !== 2 || typeof parsed[1] !== 'string') return null;
    const value: unknown = parsed[0];
    return value === null || typeof value === 'string' || typeof value === 'number' ? { value, id: parsed[1] } : null;
  } catch {
    return null;
  }
}
