import { rankOf } from '../data/states';
import type { MinerRow } from '../data/types';

/** One cell of the grid, in CSS pixels. */
export interface Cell {
  readonly row: MinerRow;
  readonly x: number;
  readonly y: number;
}

/** A rack or other place, with where its name stands. */
export interface Group {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly worst: MinerRow['state'];
}

/** Where everything of the grid stands. */
export interface GridLayout {
  readonly cells: readonly Cell[];
  readonly groups: readonly Group[];
  readonly size: number;
  readonly height: number;
}

const natural = new Intl.Collator('en', { numeric: true });
const titleHeight = 18;
const groupGap = 14;

/** The place a miner stands in: all of its location but the last part. */
export function groupOf({ location }: MinerRow): string {
  const parts = (location ?? '').split('/');
  return parts.length > 1 ? parts.slice(0, -1).join(' / ') : (location ?? 'no location');
}

/** Lays miners out by place, places side by side as wide as their square root asks, in rows of the width given. */
export function layOut(rows: readonly MinerRow[], width: number): GridLayout {
  const size = rows.length > 4_000 ? 9 : rows.length > 1_500 ? 13 : rows.length > 400 ? 18 : 24;
  const byPlace = Map.groupBy(rows, groupOf);
  const names = [...byPlace.keys()].sort(natural.compare);
  const cells: Cell[] = [];
  const groups: Group[] = [];
  let [x, y, lineHeight] = [0, 0, 0];
  for (const name of names) {
    const members = byPlace
      .get(name)!
      .toSorted((a, b) => natural.compare(a.location ?? a.miner_id, b.location ?? b.miner_id) || natural.compare(a.miner_id, b.miner_id));
    const most = Math.max(1, Math.floor(width / size));
    const columns = Math.min(most, Math.max(Math.ceil(Math.sqrt(members.length * 1.6)), Math.ceil((name.length * 7) / size)));
    const [groupWidth, height] = [columns * size, Math.ceil(members.length / columns) * size + titleHeight];
    if (x > 0 && x + groupWidth > width) [x, y, lineHeight] = [0, y + lineHeight + groupGap, 0];
    const worst = members.reduce((found, row) => (rankOf(row.state) < rankOf(found) ? row.state : found), members[0]!.state);
    groups.push({ name, x, y: y + 12, worst });
    const [left, top] = [x, y + titleHeight];
    members.forEach((row, at) => cells.push({ row, x: left + (at % columns) * size, y: top + Math.floor(at / columns) * size }));
    x += groupWidth + groupGap;
    lineHeight = Math.max(lineHeight, height);
  }
  return { cells, groups, size, height: y + lineHeight };
}
