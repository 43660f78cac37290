/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object; null for anything else, a list included. */
export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;

/** The value as a list; null for anything else. */
export const listOf = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? (value as unknown[]) : null);

/** A finite number, also where it comes as text such as `"1.5e-8"`; null for anything else, `""` included. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A number above zero: what a price, a market cap or a difficulty can be. 0 is how providers write "unknown". */
export function positiveOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number > 0 ? number : null;
}

/** A text that says something; null for anything else. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** UTC milliseconds of an ISO date or of Unix seconds; null for anything else. */
export function timeOf(value: unknown): number | null {
  const seconds = typeof value === 'number' ? value : null;
  const ms = seconds === null ? Date.parse(textOf(value) ?? '') : seconds * 1_000;
  return Number.isFinite(ms) && ms > 0 ? Math.round(ms) : null;
}

/** The amounts that are known, by currency or period. */
export function amountsOf(entries: readonly (readonly [string, number | null])[]): Record<string, number> {
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== null));
}
