import type { FieldValue, Point } from '../telemetry-store.port.js';

const rememberedTexts = 100_000;
const escapedNames = new Map<string, string>();
const escapedMeasurements = new Map<string, string>();

/**
 * One point as a line, its time in milliseconds. The point has passed `refusalOf`, so that nothing in it is unwritable.
 * Text is joined by hand because this runs for every reading; names and tag values repeat, so what they look like is remembered.
 */
export function lineOf({ measurement, tags, fields, timestampMs, integers }: Point): string {
  let line = remembered(escapedMeasurements, measurement, escapeMeasurement);
  for (const name in tags) {
    const value = tags[name]!;
    if (value !== '') line += `,${remembered(escapedNames, name, escapeName)}=${remembered(escapedNames, value, escapeName)}`;
  }
  let separator = ' ';
  for (const name in fields) {
    const value = fields[name]!;
    if (value === null || value === undefined) continue;
    line += separator + remembered(escapedNames, name, escapeName) + valueOf(value, integers !== undefined && integers.has(name));
    separator = ',';
  }
  return `${line} ${timestampMs}`;
}

function valueOf(value: NonNullable<FieldValue>, whole: boolean): string {
  if (typeof value === 'number') return whole ? `=${value}i` : `=${value}`;
  if (typeof value === 'boolean') return value ? '=t' : '=f';
  return `="${value.replace(/["\\]/g, '\\$&')}"`;
}

function remembered(memory: Map<string, string>, text: string, escape: (text: string) => string): string {
  const known = memory.get(text);
  if (known !== undefined) return known;
  // Starting over bounds the memory; what is in use comes back at once.
  if (memory.size >= rememberedTexts) memory.clear();
  const escaped = escape(text);
  memory.set(text, escaped);
  return escaped;
}

function escapeMeasurement(text: string): string {
  return text.replace(/[, ]/g, '\\$&');
}

function escapeName(text: string): string {
  return text.replace(/[,= ]/g, '\\$&');
}
