import type { Point } from './telemetry-store.port.js';

type Tags = Point['tags'];

/** One text per set of tags, whatever order they were given in; tags without a value are absent. */
export function tagSetKey(tags: Tags): string {
  const names = Object.keys(tags);
  if (names.length > 1) names.sort();
  let key = '';
  for (const name of names) if (tags[name] !== '') key += `${name}\u0000${tags[name]!}\u0001`;
  return key;
}

/** The tags that {@link tagSetKey} was made from, in the order of their names. */
export function tagsOfKey(key: string): Readonly<Record<string, string>> {
  const pairs = key.split('\u0001').slice(0, -1);
  return Object.fromEntries(pairs.map((pair) => pair.split('\u0000') as [string, string]));
}

/** True when every asked tag has exactly the asked value; an empty value asks for the tag's absence. */
export function hasTags(tags: Tags, asked: Tags): boolean {
  return Object.entries(asked).every(([name, value]) => (tags[name] ?? '') === value);
}
