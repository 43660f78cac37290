import { LaidOutPoint } from '../laid-out-point.js';
import type { FieldValue, Point } from '../telemetry-store.port.js';
import { fieldKey, fieldKeysOf, rememberedMeasurement, rememberedTagKey, rememberedTagValue } from './written-names.js';

/**
 * One point as a line, its time in milliseconds. The point has passed `refusalOf`, so that nothing in it is unwritable.
 * Text is joined by hand because this runs for every reading.
 */
export function lineOf(point: Point): string {
  let line = rememberedMeasurement(point.measurement);
  const { tags } = point;
  for (const name in tags) {
    const value = tags[name]!;
    if (value !== '') line += rememberedTagKey(name) + rememberedTagValue(value);
  }
  line += point instanceof LaidOutPoint ? laidOutFields(point) : namedFields(point);
  return inOnePiece(`${line} ${point.timestampMs}`);
}

// What is joined stays a tree of some 300 pieces until someone reads of it. A batch of such trees outlives a collection of young
// objects, which has to copy them all; looking at one character makes it one text now, and saves an eighth of all of this.
function inOnePiece(line: string): string {
  return line.charCodeAt(0) > 0 ? line : '';
}

function laidOutFields({ layout, values }: LaidOutPoint): string {
  const { first, further } = fieldKeysOf(layout);
  const { isWhole } = layout;
  let keys = first;
  let line = '';
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value === null || value === undefined) continue;
    line += keys[at]!;
    if (typeof value === 'number') line += isWhole[at] === true ? `${value}i` : value;
    else line += notNumber(value);
    keys = further;
  }
  return line;
}

function namedFields({ fields, integers }: Point): string {
  let line = '';
  let separator = ' ';
  for (const name in fields) {
    const value = fields[name]!;
    if (value === null || value === undefined) continue;
    line += separator + fieldKey(name);
    if (typeof value === 'number') line += integers?.has(name) === true ? `${value}i` : value;
    else line += notNumber(value);
    separator = ',';
  }
  return line;
}

function notNumber(value: Exclude<NonNullable<FieldValue>, number>): string {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return value.includes('"') || value.includes('\\') ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
}
