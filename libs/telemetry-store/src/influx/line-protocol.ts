import type { Point } from '../telemetry-store.port.js';

const rememberedTexts = 100_000;
const measurements = new Map<string, string>();
const names = new Map<string, string>();
const tagValues = new Map<string, string>();

/**
 * One point as a line, its time in milliseconds. The point has passed `refusalOf`, so that nothing in it is unwritable.
 * Text is joined by hand because this runs for every reading; names and tag values repeat, so what they look like is remembered.
 */
export function lineOf({ measurement, tags, fields, timestampMs, integers }: Point): string {
  let line = remembered(measurements, measurement, escapeMeasurement);
  for (const name in tags) {
    const value = tags[name]!;
    if (value !== '') line += `,${remembered(names, name, keyOf)}${remembered(tagValues, value, escapeName)}`;
  }
  let separator = ' ';
  for (const name in fields) {
    const value = fields[name]!;
    if (value === null || value === undefined) continue;
    line += separator + remembered(names, name, keyOf);
    if (typeof value === 'number') line += integers !== undefined && integers.has(name) ? `${value}i` : value;
    else line += typeof value === 'string' ? quoted(value) : value ? 't' : 'f';
    separator = ',';
  }
  return `${line} ${timestampMs}`;
}

function quoted(text: string): string {
  return text.includes('"') || text.includes('\\') ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
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

function keyOf(name: string): string {
  return `${escapeName(name)}=`;
}

function escapeName(text: string): string {
  return text.replace(/[,= ]/g, '\\$&');
}
