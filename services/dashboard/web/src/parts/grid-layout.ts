import { naturally } from '../data/natural-order';
import type { MinerRow } from '../data/types';

/** One cell of the grid, in CSS pixels. */
export interface Cell {
  readonly minerId: string;
  readonly x: number;
  readonly y: number;
}

/** A rack or other place: where its name and its cells stand. */
export interface Group {
  readonly name: string;
  readonly x: number;
  /** The top of the cells; the name stands above. */
  readonly y: number;
  readonly columns: number;
  readonly cells: readonly Cell[];
}

/** Where everything of the grid stands. */
export interface GridLayout {
  readonly groups: readonly Group[];
  readonly cells: readonly Cell[];
  readonly size: number;
  readonly height: number;
}

/** The height above a group's cells in which its name stands. */
export const titleHeight = 18;
const groupGap = 14;
const nowhere = 'no place given';

/** Lays miners out by rack, racks side by side, in lines of the width given; cells shrink as the fleet grows. */
export function layOut(rows: Iterable<MinerRow>, width: number): GridLayout {
  const byPlace = Map.groupBy(rows, ({ rack }) => rack ?? nowhere);
  const names = [...byPlace.keys()].sort((a, b) => Number(a === nowhere) - Number(b === nowhere) || naturally(a, b));
  const size = sizeOf(names.reduce((sum, name) => sum + byPlace.get(name)!.length, 0));
  const groups: Group[] = [];
  let [x, y, lineHeight] = [0, 0, 0];
  for (const name of names) {
    const members = byPlace.get(name)!.sort(byPosition);
    const columns = columnsOf(name, members.length, size, width);
    const height = Math.ceil(members.length / columns) * size + titleHeight;
    if (x > 0 && x + columns * size > width) [x, y, lineHeight] = [0, y + lineHeight + groupGap, 0];
    groups.push(groupOf(name, members, { x, y: y + titleHeight, columns, size }));
    x += columns * size + groupGap;
    lineHeight = Math.max(lineHeight, height);
  }
  return { groups, cells: groups.flatMap(({ cells }) => cells), size, height: y + lineHeight };
}

/** The cell at a point, found by counting, not by searching ten thousand. */
export function cellAt({ groups, size }: GridLayout, x: number, y: number): Cell | undefined {
  for (const group of groups) {
    const [column, line] = [Math.floor((x - group.x) / size), Math.floor((y - group.y) / size)];
    if (column < 0 || line < 0 || column >= group.columns) continue;
    const cell = group.cells[line * group.columns + column];
    if (cell !== undefined) return cell;
  }
  return undefined;
}

/** The cell that an arrow key leads to from the `at`-th one. */
export function neighbourOf({ cells }: GridLayout, at: number, key: string): Cell | undefined {
  const here = cells[at];
  if (here === undefined) return cells[0];
  if (key === 'ArrowRight') return cells[at + 1];
  if (key === 'ArrowLeft') return cells[at - 1];
  if (key === 'Home') return cells[0];
  if (key === 'End') return cells.at(-1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const distance = ({ x, y }: Cell): number => Math.abs(y - here.y) * 1_000 + Math.abs(x - here.x);
  const beyond = cells.filter(({ y }) => (key === 'ArrowUp' ? y < here.y : y > here.y));
  return beyond.reduce<Cell | undefined>((best, cell) => (best === undefined || distance(cell) < distance(best) ? cell : best), undefined);
}

/** The edge of what is drawn in a cell of that size; the rest is the gap. */
export const edgeOf = (size: number): number => size - (size > 12 ? 3 : 1);

function sizeOf(miners: number): number {
  if (miners > 4_000) return 9;
  if (miners > 1_500) return 13;
  return miners > 400 ? 18 : 24;
}

function columnsOf(name: string, members: number, size: number, width: number): number {
  const most = Math.max(1, Math.floor(width / size));
  return Math.min(most, Math.max(Math.ceil(Math.sqrt(members * 1.6)), Math.ceil((name.length * 7) / size)));
}

function groupOf(name: string, members: readonly MinerRow[], at: { x: number; y: number; columns: number; size: number }): Group {
  const { x, y, columns, size } = at;
  const cells = members.map(({ miner_id }, index) => ({
    minerId: miner_id,
    x: x + (index % columns) * size,
    y: y + Math.floor(index / columns) * size,
  }));
  return { name, x, y, columns, cells };
}

function byPosition(a: MinerRow, b: MinerRow): number {
  return naturally(a.position ?? a.location ?? '', b.position ?? b.location ?? '') || naturally(a.miner_id, b.miner_id);
}
