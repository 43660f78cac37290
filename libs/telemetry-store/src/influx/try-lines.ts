import type { Line } from './find-suspects.js';

/** Lines that may be given up in a row on words nobody knows, without the server having taken one line in between. */
export const mostUnknownInARow = 32;

/** The line that any bucket takes; it is written only to learn whether the server takes anything at all. */
export function probeLine(nowMs: number): Line {
  return { index: -1, point: { measurement: 'lodestream_probe', tags: {}, fields: { up: true }, timestampMs: nowMs } };
}

/** At most `count` lines, spread over all of them, so that a run of bad ones cannot pass for the whole. */
export function spread(lines: readonly Line[], count: number): readonly Line[] {
  if (lines.length <= count) return lines;
  return Array.from({ length: count }, (_, at) => lines[Math.floor((at * lines.length) / count)]!);
}

/** Two parts that are sent on their own. */
export function halves(lines: readonly Line[]): (readonly Line[])[] {
  const middle = lines.length >> 1;
  return [lines.slice(0, middle), lines.slice(middle)];
}

/** The lines without those that are gone. */
export function without(lines: readonly Line[], gone: readonly Line[]): readonly Line[] {
  const set = new Set(gone);
  return lines.filter((line) => !set.has(line));
}
