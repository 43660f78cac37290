const keys = new Map<string, string>();
const mostKeys = 200_000;

/** A text such that comparing two of them with `<` orders them as people count: `m2` before `m10`. Made once a text. */
export function naturalKey(text: string): string {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = text.toLowerCase().replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(16, '0'));
  if (keys.size >= mostKeys) keys.clear();
  keys.set(text, key);
  return key;
}

/** Which of two texts comes first as people count. */
export function naturally(a: string, b: string): number {
  const [left, right] = [naturalKey(a), naturalKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
