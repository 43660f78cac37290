import type { FieldLayout } from '../field-layout.js';

const mostRemembered = 100_000;

/** What names and tag values look like in a line; they repeat, so it is remembered. */
export const rememberedMeasurement = remembering((name) => name.replace(/[, ]/g, '\\$&'));
export const rememberedTagValue = remembering(escaped);
export const rememberedTagKey = remembering((name) => `,${escaped(name)}=`);
export const fieldKey = remembering((name) => `${escaped(name)}=`);

/** The keys of a layout's fields by place: as they stand at the beginning of the fields, and as they stand further on. */
export interface FieldKeys {
  readonly first: readonly string[];
  readonly further: readonly string[];
}

const layouts = new WeakMap<FieldLayout, FieldKeys>();

/** The keys of a layout, made once. */
export function fieldKeysOf(layout: FieldLayout): FieldKeys {
  const known = layouts.get(layout);
  if (known !== undefined) return known;
  const keys = layout.names.map((name) => `${escaped(name)}=`);
  const made = { first: keys.map((key) => ` ${key}`), further: keys.map((key) => `,${key}`) };
  layouts.set(layout, made);
  return made;
}

function escaped(text: string): string {
  return text.replace(/[,= ]/g, '\\$&');
}

function remembering(write: (text: string) => string): (text: string) => string {
  const memory = new Map<string, string>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined) return known;
    // Starting over bounds the memory; what is in use comes back at once.
    if (memory.size >= mostRemembered) memory.clear();
    const written = write(text);
    memory.set(text, written);
    return written;
  };
}
