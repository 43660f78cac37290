import { PermanentError } from '@lodestream/component';
import { type JsonObject, listOf, numberOf, objectOf, positiveOf, textOf, timeOf } from './read-json.js';

const mostKeys = 5;
const mostText = 40;

/**
 * An answer that is not of the shape agreed on, with the place, what was expected there and what came. Its class is `version`: the provider
 * changed; where nothing came that could be read at all it is `malformed`.
 */
export function unexpected(endpoint: string, path: string, expected: string, got: unknown): PermanentError {
  const errorClass = path === '$' && got === undefined ? 'malformed' : 'version';
  return new PermanentError(`${endpoint}: expected ${expected} at ${path}, got ${described(got)}`, errorClass);
}

/** The value as an object. @throws PermanentError as {@link unexpected} makes it, for anything else */
export function objectAt(endpoint: string, path: string, value: unknown): JsonObject {
  const object = objectOf(value);
  if (object === null) throw unexpected(endpoint, path, 'an object', value);
  return object;
}

/** The value as a list. @throws PermanentError as {@link unexpected} makes it, for anything else */
export function listAt(endpoint: string, path: string, value: unknown): readonly unknown[] {
  const list = listOf(value);
  if (list === null) throw unexpected(endpoint, path, 'a list', value);
  return list;
}

/**
 * An amount above zero that a provider always lists; null where it says by null, by 0 or below that it does not know.
 * @throws PermanentError as {@link unexpected} makes it, where there is no number, or the field is gone
 */
export function amountAt(endpoint: string, path: string, value: unknown): number | null {
  if (value === null) return null;
  if (numberOf(value) === null) throw unexpected(endpoint, path, 'a number or null', value);
  return positiveOf(value);
}

/**
 * UTC milliseconds of a time that a provider always lists, as an ISO date or Unix seconds; null where it says null. Without it a price that
 * nobody trades would look fresh.
 * @throws PermanentError as {@link unexpected} makes it, where there is no such time, or the field is gone
 */
export function timeAt(endpoint: string, path: string, value: unknown): number | null {
  if (value === null) return null;
  const time = timeOf(value);
  if (time === null) throw unexpected(endpoint, path, 'an ISO date, Unix seconds or null', value);
  return time;
}

/** Says what a value is, without all of it. */
function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const text = textOf(value);
  if (text !== null) return `the text "${text.slice(0, mostText)}"`;
  if (typeof value !== 'object') return `${typeof value} ${JSON.stringify(value).slice(0, mostText)}`;
  const keys = Object.keys(value);
  const first = keys.slice(0, mostKeys).map((key) => key.slice(0, mostText));
  return `an object of ${first.join(', ')}${keys.length > mostKeys ? ' …' : ''}`;
}
