const longestNumber = 16;

/**
 * A text such that comparing two of them with `<` orders them as people count: `m2` before `m10`, whatever the case. Far cheaper than a
 * collator where ten thousand are sorted for every request.
 */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(longestNumber, '0'));
}

/** The order of two keys. */
export const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
