/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object; null for anything else, a list included. */
export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;

/** The value as a list; null for anything else. */
export const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? (value as unknown[]) : null);

/** No price, capitalisation or hashrate there is lies beyond, either way; what is reckoned from several such numbers stays finite. */
const largest = 1e30;
/** Unix seconds above it lie past the year 5000: whoever sends such a number means milliseconds. */
const mostUnixSeconds = 1e11;

/** A number no larger than any market has, also where it comes as text such as `"1.5e-8"`; null for anything else, `""` included. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= largest ? number : null;
}

/** A number above zero: what a price, a market cap or a difficulty can be. 0 is how providers write "unknown". */
export function positiveOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number >= 1 / largest ? number : null;
}

/** A whole number from 1, such as a count of coins or credits; null for anything else. */
export function countOf(value: unknown): number | null {
  const number = numberOf(value);
  return Number.isSafeInteger(number) && number! >= 1 ? number : null;
}

/** A text that says something; null for anything else. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** UTC milliseconds of an ISO date or of Unix seconds; null for anything else. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number' && value > mostUnixSeconds) return null;
  const ms = typeof value === 'number' ? value * 1_000 : Date.parse(textOf(value) ?? '');
  return Number.isFinite(ms) && ms > 0 ? Math.round(ms) : null;
}

/** The amounts that are known, by currency or period. */
export function amountsOf(entries: readonly (readonly [string, number | null])[]): Record<string, number> {
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== null));
}
