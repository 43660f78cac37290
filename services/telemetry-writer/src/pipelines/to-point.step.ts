import { pass, step, type Step } from '@lodestream/streaming';
import type { Point } from '@lodestream/telemetry-store';

/** Maps a record to the point it is stored as; the mapping itself is the store's public schema. */
export function toPoint<T>(mapping: (record: T) => Point): Step<T, Point> {
  return step('to_point', (record) => pass(mapping(record)));
}
