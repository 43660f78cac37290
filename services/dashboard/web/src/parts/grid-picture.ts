import { rankOf } from '../data/states';
import type { MinerRow, MinerState } from '../data/types';
import { edgeOf, titleHeight, type Cell, type GridLayout, type Group } from './grid-layout';
import { spritesFor, type SpriteLook, type Sprites } from './grid-sprites';

/** What decides how the grid is drawn beside its layout. */
export interface GridLook extends SpriteLook {
  readonly miners: ReadonlyMap<string, MinerRow>;
  readonly chosen: MinerState | null;
}

/** All that every cell depends on; once any of it is another, nothing that was drawn can stay. */
type Ground = readonly [canvas: HTMLCanvasElement, layout: GridLayout, sprites: Sprites, width: number, height: number];

/**
 * The picture of the whole grid: each cell a tile in its state's colour with the state's shape; what is well stays quiet. It remembers
 * what it drew, and draws anew only what looks otherwise: of ten thousand miners hardly any changes its state in a second.
 */
export class GridPicture {
  private ground: Ground | null = null;
  private cells: string[] = [];
  private names: string[] = [];

  constructor(private readonly sprites = spritesFor) {}

  draw(canvas: HTMLCanvasElement, layout: GridLayout, look: GridLook): void {
    const context = canvas.getContext('2d');
    if (context === null) return;
    const sprites = this.sprites(layout.size, look);
    this.prepare(context, [canvas, layout, sprites, canvas.width, canvas.height], look);
    layout.cells.forEach((cell, at) => this.drawCell(context, cell, at, sprites, look));
    context.globalAlpha = 1;
    layout.groups.forEach((group, at) => this.drawName(context, group, at, look));
  }

  private prepare(context: CanvasRenderingContext2D, ground: Ground, { ratio }: GridLook): void {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = '11px system-ui, sans-serif';
    if (this.ground?.every((part, at) => part === ground[at])) return;
    [this.ground, this.cells, this.names] = [ground, [], []];
    context.clearRect(0, 0, ground[0].width, ground[0].height);
  }

  private drawCell(context: CanvasRenderingContext2D, { minerId, x, y }: Cell, at: number, sprites: Sprites, look: GridLook): void {
    const state = look.miners.get(minerId)?.state ?? 'unknown';
    const faded = look.chosen !== null && look.chosen !== state;
    const shown = faded ? `${state}, faded` : state;
    if (this.cells[at] === shown) return;
    const edge = edgeOf(this.ground![1].size);
    // Half of the gap around it too: where the screen has broken pixels, a tile leaves some colour there.
    if (this.cells[at] !== undefined) context.clearRect(x - 0.5, y - 0.5, edge + 1, edge + 1);
    this.cells[at] = shown;
    context.globalAlpha = faded ? 0.15 : 1;
    context.drawImage(sprites.get(state)!, x, y, edge, edge);
  }

  private drawName(context: CanvasRenderingContext2D, group: Group, at: number, { miners, color }: GridLook): void {
    const worst = worstOf(group, miners);
    const shown = color(worst === 'offline' || worst === 'degraded' ? `--${worst}` : '--text-dim');
    if (this.names[at] === shown) return;
    const { name, x, y, columns } = group;
    context.clearRect(x, y - titleHeight, columns * this.ground![1].size, titleHeight - 1);
    this.names[at] = context.fillStyle = shown;
    context.fillText(name, x, y - 6, columns * this.ground![1].size);
  }
}

function worstOf({ cells }: Group, miners: ReadonlyMap<string, MinerRow>): MinerState {
  let worst: MinerState = 'hashing';
  for (const { minerId } of cells) {
    const state = miners.get(minerId)?.state ?? 'unknown';
    if (rankOf(state) < rankOf(worst)) worst = state;
  }
  return worst;
}
