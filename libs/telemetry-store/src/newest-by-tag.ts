import { tagSetKey } from './tag-set.js';
import type { LatestRow } from './telemetry-store.port.js';

/** Of points of several series, the newest for each value of a tag, in the order of those values; of equally new ones always the same. */
export function newestByTag(by: string, points: readonly Omit<LatestRow, 'key'>[]): LatestRow[] {
  const newest = new Map<string, LatestRow>();
  for (const point of points) {
    const key = point.tags[by];
    if (key === undefined) continue;
    const known = newest.get(key);
    if (known === undefined || isNewer(point, known)) newest.set(key, { key, ...point });
  }
  return [...newest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isNewer(point: Omit<LatestRow, 'key'>, known: LatestRow): boolean {
  if (point.timestampMs !== known.timestampMs) return point.timestampMs > known.timestampMs;
  return tagSetKey(point.tags) > tagSetKey(known.tags);
}
