import type { FieldValue, Point } from './telemetry-store.port.js';

/** Longest text a field may hold, in UTF-16 units. */
export const longestText = 65_536;
/** Longest measurement, tag or field name, and longest tag value. */
export const longestName = 1_024;
const mostTags = 64;
const mostFields = 2_048;
const rememberedNames = 20_000;
// A backslash there would swallow the separator that follows it in InfluxDB's line protocol, which knows no way to write it.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const unwritable = /[\u0000-\u001f\u007f]|\\(?=[,= "]|$)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const goodNames = new Set<string>();

/** Why no store may take this point, or null when it is sound. Every adapter asks this first, so all of them refuse alike. */
export function refusalOf(point: Point): string | null {
  if (!isName(point.measurement)) return `measurement ${quote(point.measurement)} is not a name`;
  if (!Number.isSafeInteger(point.timestampMs) || point.timestampMs < 0 || point.timestampMs > 8.64e15)
    return `timestamp ${point.timestampMs} is not a whole number of milliseconds since 1970`;
  return refusalOfTags(point.tags) ?? refusalOfFields(point);
}

/** True for a text that can be a tag's value as it stands. */
export function isTagValue(value: string): boolean {
  return value.length <= longestName && !unwritable.test(value);
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
    const why = isName(name) ? refusalOfValue(value, name, integers) : 'is not a name';
    if (why !== null) return `field ${quote(name)} ${why}`;
  }
  return written === 0 ? 'no field has a value' : null;
}

function refusalOfValue(value: NonNullable<FieldValue>, name: string, integers: Point['integers']): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? null : refusalOfNumber(value, integers?.has(name) === true);
  if (typeof value !== 'string') return null;
  if (value.length > longestText) return `holds more than ${longestText} characters`;
  return value.isWellFormed() && !value.includes('\0') ? null : 'holds text that is not valid Unicode';
}

function refusalOfNumber(value: number, whole: boolean): string | null {
  if (!Number.isFinite(value)) return `is ${value}, which is no measurement`;
  return whole ? `is ${value}, not a whole number` : null;
}

// Names repeat in every point, so what was once found good is remembered; the memory is bounded by starting over.
function isName(name: string): boolean {
  if (goodNames.has(name)) return true;
  if (name === '' || name.length > longestName || name.startsWith('_') || name === 'time' || unwritable.test(name)) return false;
  if (goodNames.size >= rememberedNames) goodNames.clear();
  goodNames.add(name);
  return true;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
