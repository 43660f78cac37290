import { naturalKey } from '../data/natural-order';
import { rankOf } from '../data/states';
import type { MinerRow } from '../data/types';

/** The columns a table can be sorted by. */
export type Column = 'state' | 'miner_id' | 'model' | 'location' | 'hashrate' | 'share' | 'power' | 'efficiency' | 'temperature' | 'age';

const values: Readonly<Record<Column, (row: MinerRow) => number | string | null>> = {
  state: (row) => rankOf(row.state),
  miner_id: (row) => row.miner_id,
  model: (row) => row.model,
  location: (row) => row.location,
  hashrate: (row) => row.hashrate.value,
  share: shareOfNominal,
  power: (row) => row.power_w,
  efficiency: (row) => row.efficiency,
  temperature: (row) => row.max_chip_c,
  age: (row) => row.observed_at,
};

/** How much of its nominal hashrate a miner reaches, or null where either is not known. */
export function shareOfNominal({ hashrate }: MinerRow): number | null {
  return hashrate.value !== null && hashrate.nominal ? hashrate.value / hashrate.nominal : null;
}

interface Place {
  readonly row: MinerRow;
  readonly value: number | string | null;
  readonly id: string;
}

/** Rows in the order of a column; what is not known comes last either way. Keys are made once a row, not once a comparison. */
export function sortMiners(rows: readonly MinerRow[], column: Column, descending: boolean): MinerRow[] {
  const valueOf = values[column];
  const places = rows.map((row): Place => {
    const value = valueOf(row);
    return { row, value: typeof value === 'string' ? naturalKey(value) : value, id: naturalKey(row.miner_id) };
  });
  return places.sort((a, b) => comparePlaces(a, b, descending)).map(({ row }) => row);
}

function comparePlaces(a: Place, b: Place, descending: boolean): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || compare(a.id, b.id);
  const order = compare(a.value, b.value);
  return (descending ? -order : order) || compare(a.id, b.id);
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows of a state, and with a text in id, model, place, address or trouble. */
export function filterMiners(rows: readonly MinerRow[], state: MinerRow['state'] | null, text: string): MinerRow[] {
  const sought = text.trim().toLowerCase();
  return rows.filter((row) => {
    if (state !== null && row.state !== state) return false;
    return (
      sought === '' ||
      [row.miner_id, row.model, row.location, row.ip_address, row.trouble].some((field) => field?.toLowerCase().includes(sought))
    );
  });
}
