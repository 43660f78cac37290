import { naturally } from '../data/natural-order';
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

/** Rows in the order of a column; what is not known comes last either way. */
export function sortMiners(rows: readonly MinerRow[], column: Column, descending: boolean): MinerRow[] {
  const valueOf = values[column];
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || naturally(a.miner_id, b.miner_id);
    const order = typeof left === 'string' ? naturally(left, String(right)) : left - Number(right);
    return (descending ? -order : order) || naturally(a.miner_id, b.miner_id);
  });
}

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
