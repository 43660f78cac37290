const rememberedTexts = 100_000;
// A backslash there would swallow the separator that follows it in InfluxDB's line protocol, which knows no way to write it.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const unwritable = /[\u0000-\u001f\u007f]|\\(?=[,= "]|$)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const goodNames = new Set<string>();
const goodTagValues = new Set<string>();

/** Longest measurement, tag or field name, and longest tag value. */
export const longestName = 1_024;

/** True for a text that can be the name of a measurement, a tag or a field. */
export function isName(name: string): boolean {
  return goodNames.has(name) || (name !== '' && !name.startsWith('_') && name !== 'time' && isWritable(name, goodNames));
}

/** True for a text that can be a tag's value as it stands. */
export function isTagValue(value: string): boolean {
  return goodTagValues.has(value) || isWritable(value, goodTagValues);
}

// Names and tag values repeat in every point, so what was once found good is remembered; the memory is bounded by starting over.
function isWritable(text: string, remembered: Set<string>): boolean {
  if (text.length > longestName || unwritable.test(text)) return false;
  if (remembered.size >= rememberedTexts) remembered.clear();
  remembered.add(text);
  return true;
}
