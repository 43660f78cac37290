import { looks, rankOf } from '../data/states';
import type { MinerRow, MinerState } from '../data/types';
import { edgeOf, type GridLayout, type Group } from './grid-layout';

/** What decides how the grid is drawn beside its layout. */
export interface GridLook {
  readonly miners: ReadonlyMap<string, MinerRow>;
  readonly chosen: MinerState | null;
  readonly color: (name: string) => string;
  readonly ratio: number;
}

type Sprites = ReadonlyMap<MinerState, HTMLCanvasElement>;
let kept: { readonly key: string; readonly sprites: Sprites } | null = null;

/** Draws the whole grid: each cell a tile in its state's colour with the state's shape; what is well stays quiet. */
export function drawGrid(canvas: HTMLCanvasElement, layout: GridLayout, look: GridLook): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const sprites = spritesFor(layout.size, look);
  const edge = edgeOf(layout.size);
  for (const { minerId, x, y } of layout.cells) {
    const state = look.miners.get(minerId)?.state ?? 'unknown';
    context.globalAlpha = look.chosen !== null && look.chosen !== state ? 0.15 : 1;
    context.drawImage(sprites.get(state)!, x, y, edge, edge);
  }
  context.globalAlpha = 1;
  drawNames(context, layout, look);
}

function drawNames(context: CanvasRenderingContext2D, { groups }: GridLayout, look: GridLook): void {
  context.font = '11px system-ui, sans-serif';
  for (const group of groups) {
    const worst = worstOf(group, look.miners);
    context.fillStyle = look.color(worst === 'offline' || worst === 'degraded' ? `--${worst}` : '--text-dim');
    context.fillText(group.name, group.x, group.y - 6);
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

/** One picture a state, made anew only for another size or theme: ten thousand copies cost less than ten thousand drawings. */
function spritesFor(size: number, { color, ratio }: GridLook): Sprites {
  const states = Object.keys(looks) as MinerState[];
  const key = [size, ratio, ...states.map((state) => color(`--${state}`))].join();
  if (kept?.key !== key)
    kept = { key, sprites: new Map(states.map((state) => [state, spriteOf(state, edgeOf(size), color(`--${state}`), ratio)])) };
  return kept.sprites;
}

function spriteOf(state: MinerState, edge: number, color: string, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(edge * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const quiet = state === 'hashing';
  context.scale(canvas.width / edge, canvas.height / edge);
  context.fillStyle = color;
  context.globalAlpha = quiet ? 0.28 : 0.22;
  context.fillRect(0, 0, edge, edge);
  context.globalAlpha = quiet ? 0.8 : 1;
  const scale = (edge * (quiet ? 0.5 : 0.84)) / 16;
  context.translate(edge / 2 - 8 * scale, edge / 2 - 8 * scale);
  context.scale(scale, scale);
  context.fill(new Path2D(looks[state].shape), 'evenodd');
  return canvas;
}
