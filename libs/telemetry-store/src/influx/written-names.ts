import { rememberTexts } from '@lodestream/component';
import type { FieldLayout } from '../field-layout.js';

const mostRemembered = 100_000;

/** What names and tag values look like in a line; they repeat, so it is remembered. */
export const rememberedMeasurement = rememberTexts(mostRemembered, (name) => name.replace(/[, ]/g, '\\$&'));
export const rememberedTagValue = rememberTexts(mostRemembered, escaped);
export const rememberedTagKey = rememberTexts(mostRemembered, (name) => `,${escaped(name)}=`);
export const fieldKey = rememberedTagKey;

const layouts = new WeakMap<FieldLayout, readonly Uint8Array[]>();

/** The keys of a layout's fields by place, as bytes, each with the comma before it; made once. */
export function fieldKeysOf(layout: FieldLayout): readonly Uint8Array[] {
  const known = layouts.get(layout);
  if (known !== undefined) return known;
  const encoder = new TextEncoder();
  const keys = layout.names.map((name) => encoder.encode(fieldKey(name)));
  layouts.set(layout, keys);
  return keys;
}

function escaped(text: string): string {
  return text.replace(/[,= ]/g, '\\$&');
}
