import { looks } from '../data/states';
import type { MinerState } from '../data/types';
import type { GridLayout } from './grid-layout';

/** What decides how the grid is drawn beside its layout. */
export interface GridLook {
  readonly chosen: MinerState | null;
  readonly pointedAt: string | null;
  readonly style: CSSStyleDeclaration;
}

const shapes = new Map<MinerState, Path2D>();

/** Draws the whole grid: each cell a tile in its state's colour with the state's shape; what is well stays quiet. */
export function drawGrid(canvas: HTMLCanvasElement, layout: GridLayout, look: GridLook): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  drawNames(context, layout, look.style);
  for (const { row, x, y } of layout.cells) drawCell(context, row.state, row.miner_id, x, y, layout.size, look);
}

function drawNames(context: CanvasRenderingContext2D, { groups }: GridLayout, style: CSSStyleDeclaration): void {
  context.font = '11px system-ui, sans-serif';
  for (const { name, x, y, worst } of groups) {
    const bad = worst === 'offline' || worst === 'degraded';
    context.fillStyle = style.getPropertyValue(bad ? `--${worst}` : '--text-dim');
    context.fillText(name, x, y);
  }
}

function drawCell(
  context: CanvasRenderingContext2D,
  state: MinerState,
  id: string,
  x: number,
  y: number,
  size: number,
  look: GridLook,
): void {
  const { style, chosen, pointedAt } = look;
  const edge = size - (size > 12 ? 3 : 1);
  const color = style.getPropertyValue(`--${state}`);
  context.globalAlpha = chosen !== null && chosen !== state ? 0.15 : 1;
  context.fillStyle = color;
  const quiet = state === 'hashing';
  const loud = context.globalAlpha;
  context.globalAlpha = loud * (quiet ? 0.3 : 0.22);
  context.fillRect(x, y, edge, edge);
  context.globalAlpha = loud;
  drawShape(context, state, x, y, edge, quiet);
  context.globalAlpha = 1;
  if (pointedAt !== id) return;
  context.strokeStyle = style.getPropertyValue('--text');
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, edge + 2, edge + 2);
}

function drawShape(context: CanvasRenderingContext2D, state: MinerState, x: number, y: number, edge: number, quiet: boolean): void {
  const scale = (edge * (quiet ? 0.55 : 0.8)) / 16;
  const inset = (edge - 16 * scale) / 2;
  context.save();
  context.translate(x + inset, y + inset);
  context.scale(scale, scale);
  context.fill(shapeOf(state), 'evenodd');
  context.restore();
}

function shapeOf(state: MinerState): Path2D {
  const found = shapes.get(state) ?? new Path2D(looks[state].shape);
  shapes.set(state, found);
  return found;
}
