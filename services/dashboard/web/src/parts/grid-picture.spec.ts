import { describe, expect, it } from '@jest/globals';
import type { MinerRow, MinerState } from '../data/types';
import { layOut } from './grid-layout';
import { GridPicture, type GridLook } from './grid-picture';

const rows = Array.from({ length: 60 }, (_, at) => ({ miner_id: `m${at}`, rack: `rack ${at % 3}`, position: `${at}` }) as MinerRow);

/** A canvas that writes down what is done to it. */
class Drawn {
  width = 900;
  height = 300;
  private readonly done: string[] = [];
  private readonly context = {
    globalAlpha: 1,
    fillStyle: '',
    setTransform: () => {},
    clearRect: (x: number, y: number) => this.done.push(`clear ${x},${y}`),
    drawImage: (sprite: unknown, x: number, y: number) => this.done.push(`${String(sprite)} ${x},${y} at ${this.context.globalAlpha}`),
    fillText: (name: string) => this.done.push(`${name} in ${this.context.fillStyle}`),
  };

  getContext(): unknown {
    return this.context;
  }

  /** What was done since it was last asked. */
  steps(): string[] {
    return this.done.splice(0);
  }
}

class Grid {
  readonly canvas = new Drawn();
  layout = layOut(rows, 900);
  /** Changed when sprites are made anew, as for another theme. */
  theme = new Map<MinerState, string>();
  private readonly states = new Map<string, MinerState>();
  private readonly picture = new GridPicture(
    () => (this.theme.size > 0 ? this.theme : (this.theme = sprites())) as unknown as ReadonlyMap<MinerState, HTMLCanvasElement>,
  );

  set(minerId: string, state: MinerState): void {
    this.states.set(minerId, state);
  }

  draw(chosen: MinerState | null = null): string[] {
    const miners = new Map(rows.map((row) => [row.miner_id, { ...row, state: this.states.get(row.miner_id) ?? 'hashing' }]));
    const look: GridLook = { miners, chosen, color: (name) => name, ratio: 1 };
    this.picture.draw(this.canvas as unknown as HTMLCanvasElement, this.layout, look);
    return this.canvas.steps();
  }
}

const sprites = (): Map<MinerState, string> => new Map((['hashing', 'offline', 'degraded', 'stale'] as const).map((name) => [name, name]));

describe('the picture of the grid', () => {
  it('is drawn whole at first: each cell and each name', () => {
    const steps = new Grid().draw();
    expect(steps.filter((step) => step.startsWith('hashing'))).toHaveLength(60);
    expect(steps.filter((step) => step.startsWith('rack'))).toEqual([
      'rack 0 in --text-dim',
      'rack 1 in --text-dim',
      'rack 2 in --text-dim',
    ]);
  });

  it('is left as it is where nothing looks otherwise', () => {
    const grid = new Grid();
    grid.draw();
    expect(grid.draw()).toEqual([]);
  });

  it('draws anew only the cell of a miner whose state is another, and the name of its rack', () => {
    const grid = new Grid();
    grid.draw();
    grid.set('m4', 'offline');
    const { x, y } = grid.layout.cells.find(({ minerId }) => minerId === 'm4')!;
    const [cleared, cell, behind, name, ...more] = grid.draw();
    expect([cleared, cell]).toEqual([`clear ${x - 0.5},${y - 0.5}`, `offline ${x},${y} at 1`]);
    expect(behind).toMatch(/^clear/);
    expect([name, ...more]).toEqual(['rack 1 in --offline']);
    grid.set('m4', 'hashing');
    expect(grid.draw()).toContain('rack 1 in --text-dim');
  });

  it('fades what is not of the chosen state, and brings it back', () => {
    const grid = new Grid();
    grid.set('m7', 'stale');
    grid.draw();
    const faded = grid.draw('stale');
    expect(faded.filter((step) => / at 0\.15$/.test(step))).toHaveLength(59);
    expect(faded.some((step) => step.startsWith('stale'))).toBe(false);
    expect(grid.draw().filter((step) => step.startsWith('hashing') && step.endsWith(' at 1'))).toHaveLength(59);
  });

  it.each<[string, (grid: Grid) => void]>([
    ['a layout', (grid) => (grid.layout = layOut(rows, 900))],
    ['a theme', (grid) => (grid.theme = sprites())],
    ['a width', (grid) => (grid.canvas.width = 800)],
    ['a height', (grid) => (grid.canvas.height = 290)],
  ])('is drawn whole again where it has %s of another kind', (_, change) => {
    const grid = new Grid();
    grid.draw();
    change(grid);
    const steps = grid.draw();
    expect(steps[0]).toBe('clear 0,0');
    expect(steps.filter((step) => step.startsWith('hashing'))).toHaveLength(60);
  });
});
