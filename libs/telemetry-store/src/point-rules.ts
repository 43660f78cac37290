import { LaidOutPoint } from './laid-out-point.js';
import { isName, isTagValue } from './point-names.js';
import type { FieldValue, Point } from './telemetry-store.port.js';

/** Longest text a field may hold, in UTF-16 units. */
export const longestText = 65_536;
const mostTags = 64;
const mostFields = 2_048;

/** Why no store may take this point, or null when it is sound. Every adapter asks this first, so all of them refuse alike. */
export function refusalOf(point: Point): string | null {
  if (!isName(point.measurement)) return `measurement ${quote(point.measurement)} is not a name`;
  if (!Number.isSafeInteger(point.timestampMs) || point.timestampMs < 0 || point.timestampMs > 8.64e15)
    return `timestamp ${point.timestampMs} is not a whole number of milliseconds since 1970`;
  const ofFields = point instanceof LaidOutPoint ? refusalOfValues : refusalOfFields;
  return refusalOfTags(point.tags) ?? ofFields(point as LaidOutPoint);
}

function refusalOfTags(tags: Point['tags']): string | null {
  let count = 0;
  for (const name in tags) {
    if ((count += 1) > mostTags) return `more than ${mostTags} tags`;
    if (!isName(name)) return `tag ${quote(name)} is not a name`;
    if (!isTagValue(tags[name]!)) return `tag ${quote(name)} has the value ${quote(tags[name]!)}, which cannot be a tag`;
  }
  return null;
}

function refusalOfFields({ fields, integers }: Point): string | null {
  let count = 0;
  let written = 0;
  for (const name in fields) {
    if ((count += 1) > mostFields) return `more than ${mostFields} fields`;
    const value = fields[name]!;
    if (value === null || value === undefined) continue;
    written += 1;
    const why = isName(name) ? refusalOfValue(value, integers?.has(name) === true) : 'is not a name';
    if (why !== null) return `field ${quote(name)} ${why}`;
  }
  return written === 0 ? 'no field has a value' : null;
}

/** The same for fields whose names were judged once, with their layout. */
function refusalOfValues({ layout, values }: LaidOutPoint): string | null {
  if (values.length > mostFields) return `more than ${mostFields} fields`;
  let written = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value === null || value === undefined) continue;
    written += 1;
    const why = layout.hasName[at] === true ? refusalOfValue(value, layout.isWhole[at] === true) : 'is not a name';
    if (why !== null) return `field ${quote(layout.names[at]!)} ${why}`;
  }
  return written === 0 ? 'no field has a value' : null;
}

function refusalOfValue(value: NonNullable<FieldValue>, whole: boolean): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? null : refusalOfNumber(value, whole);
  if (typeof value !== 'string') return null;
  if (value.length > longestText) return `holds more than ${longestText} characters`;
  return value.isWellFormed() && !value.includes('\0') ? null : 'holds text that is not valid Unicode';
}

function refusalOfNumber(value: number, whole: boolean): string | null {
  if (!Number.isFinite(value)) return `is ${value}, which is no measurement`;
  return whole ? `is ${value}, not a whole number` : null;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
