import { looks } from '../data/states';
import type { MinerState } from '../data/types';
import { edgeOf } from './grid-layout';

/** What decides how a cell of each state looks, beside its size. */
export interface SpriteLook {
  readonly color: (name: string) => string;
  readonly ratio: number;
}

/** A picture for each state. */
export type Sprites = ReadonlyMap<MinerState, HTMLCanvasElement>;

let kept: { readonly key: string; readonly sprites: Sprites } | null = null;

/** One picture a state, the same ones until the size or the theme is another: ten thousand copies cost less than ten thousand drawings. */
export function spritesFor(size: number, { color, ratio }: SpriteLook): Sprites {
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
