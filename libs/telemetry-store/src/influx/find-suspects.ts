import { kindOf, type FieldKind } from '../field-kinds.js';
import type { Point } from '../telemetry-store.port.js';
import { lineOf } from './line-protocol.js';

/** A point that is to be a line, and where it stood in the batch. */
export interface Line {
  readonly index: number;
  readonly point: Point;
}

/** The lines the server's words point at. `certain` when it named every line that was sent, each by its text. */
export interface Suspects {
  readonly lines: readonly Line[];
  readonly certain: boolean;
}

const kindNames: Readonly<Record<string, FieldKind>> = { float: 'float', integer: 'integer', boolean: 'boolean', string: 'string' };

/** Whom the server's message points at. It is only a guess where to cut a batch: what is at fault is settled by sending again. */
export function suspectsAmong(lines: readonly Line[], message: string, dropped: number | null): Suspects {
  const unparsed = new Set([...message.matchAll(/unable to parse '(.*?)': /gs)].map(([, text]) => text!));
  if (unparsed.size > 0) {
    const named = lines.filter(({ point }) => unparsed.has(lineOf(point)));
    return { lines: named, certain: named.length === lines.length };
  }
  if (/retention policy/i.test(message) && dropped !== null) return { lines: oldest(lines, dropped), certain: false };
  return { lines: conflicting(lines, message), certain: false };
}

function oldest(lines: readonly Line[], count: number): readonly Line[] {
  return [...lines].sort((a, b) => a.point.timestampMs - b.point.timestampMs).slice(0, count);
}

function conflicting(lines: readonly Line[], message: string): readonly Line[] {
  const [, field, measurement, kind] = /input field "(.*)" on measurement "(.*)" is type (\w+), already exists/s.exec(message) ?? [];
  if (field === undefined) return [];
  return lines.filter(({ point }) => {
    const value = point.fields[field];
    return (
      value !== null &&
      value !== undefined &&
      point.measurement === measurement &&
      kindOf(value, field, point.integers) === kindNames[kind!]
    );
  });
}
