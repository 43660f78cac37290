import { describe, expect, it } from '@jest/globals';
import type { MinerRow } from '../data/types';
import { cellAt, layOut, neighbourOf } from './grid-layout';

const row = (miner_id: string, rack: string | null = null, position: string | null = null): MinerRow =>
  ({ miner_id, rack, position, location: null }) as unknown as MinerRow;
const farm = (count: number): MinerRow[] => Array.from({ length: count }, (_, index) => row(`m${index}`, `rack ${index % 7}`, `${index}`));

describe('the grid', () => {
  it('has one cell for each miner, no two in one place', () => {
    const { cells } = layOut(farm(500), 800);
    expect(new Set(cells.map(({ minerId }) => minerId)).size).toBe(500);
    expect(new Set(cells.map(({ x, y }) => `${x}:${y}`)).size).toBe(500);
  });

  it.each([320, 800, 1_600])('stays inside %i pixels and its own height', (width) => {
    const { cells, size, height } = layOut(farm(500), width);
    for (const { x, y } of cells) {
      expect(x >= 0 && x + size <= width).toBe(true);
      expect(y >= 0 && y + size <= height).toBe(true);
    }
  });

  it('orders racks and positions as people count, what stands nowhere last', () => {
    const { groups, cells } = layOut([row('lost'), row('b', 'rack 10', '1'), row('d', 'rack 2', '10'), row('c', 'rack 2', '9')], 800);
    expect(groups.map(({ name }) => name)).toEqual(['rack 2', 'rack 10', 'no place given']);
    expect(cells.map(({ minerId }) => minerId)).toEqual(['c', 'd', 'b', 'lost']);
  });

  it.each([
    [100, 24],
    [1_000, 18],
    [2_000, 13],
    [10_000, 9],
  ])('draws %i miners in cells of %i pixels', (count, size) => expect(layOut(farm(count), 1_000).size).toBe(size));

  it('of no miners is empty', () => expect(layOut([], 800)).toMatchObject({ groups: [], cells: [] }));
});

describe('the cell at a point', () => {
  const layout = layOut(farm(500), 800);

  it('is the one drawn there', () => {
    for (const cell of layout.cells) {
      expect(cellAt(layout, cell.x + 1, cell.y + 1)).toEqual(cell);
      expect(cellAt(layout, cell.x + layout.size - 1, cell.y + layout.size - 1)).toEqual(cell);
    }
  });

  it.each([
    [-5, 30],
    [30, -5],
    [5_000, 30],
    [30, 50_000],
  ])('at %i, %i is none', (x, y) => expect(cellAt(layout, x, y)).toBeUndefined());
});

describe('arrow keys', () => {
  const layout = layOut(farm(100), 800);

  it('lead along the line and stop at both ends', () => {
    expect(neighbourOf(layout, 0, 'ArrowRight')).toEqual(layout.cells[1]);
    expect(neighbourOf(layout, 1, 'ArrowLeft')).toEqual(layout.cells[0]);
    expect(neighbourOf(layout, 0, 'ArrowLeft')).toBeUndefined();
    expect(neighbourOf(layout, 99, 'ArrowRight')).toBeUndefined();
    expect(neighbourOf(layout, 50, 'Home')).toEqual(layout.cells[0]);
    expect(neighbourOf(layout, 50, 'End')).toEqual(layout.cells[99]);
  });

  it('lead to the nearest line below, and back up', () => {
    const below = neighbourOf(layout, 0, 'ArrowDown');
    expect(below).toMatchObject({ x: layout.cells[0]?.x });
    expect(below?.y).toBe((layout.cells[0]?.y ?? 0) + layout.size);
    const at = layout.cells.findIndex(({ minerId }) => minerId === below?.minerId);
    expect(neighbourOf(layout, at, 'ArrowUp')).toEqual(layout.cells[0]);
    expect(neighbourOf(layout, 0, 'ArrowUp')).toBeUndefined();
  });

  it('from nowhere begin at the first cell; other keys lead nowhere', () => {
    expect(neighbourOf(layout, -1, 'ArrowRight')).toEqual(layout.cells[0]);
    expect(neighbourOf(layout, 3, 'Enter')).toBeUndefined();
  });
});
