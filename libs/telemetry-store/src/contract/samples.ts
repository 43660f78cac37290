import type { Point, RetentionClass, SeriesQuery } from '../telemetry-store.port.js';

/** The retention classes a store is opened with when it runs the contract. */
export const contractRetention: readonly RetentionClass[] = [
  { name: 'short', measurements: ['reading', 'other'], days: 20 },
  { name: 'long', measurements: ['happening'], days: null },
];

/** Whole numbers among the fields of the samples. */
export const integers: ReadonlySet<string> = new Set(['shares']);

/** Milliseconds of a minute, an hour and a day. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The start of an hour a few hours ago: recent enough for every retention, and on every grid used here. */
export const origin = Math.floor((Date.now() - 5 * hour) / hour) * hour;

/** A point of miner m1 at `origin`, changed as the test needs it. */
export function aPoint(fields: Point['fields'], change: Partial<Point> = {}): Point {
  return { measurement: 'reading', tags: { miner_id: 'm1' }, timestampMs: origin, integers, ...change, fields };
}

/** A query for the mean of `hashrate` of m1 in the hour from `origin`, a minute a step. */
export function aQuery(change: Partial<SeriesQuery> = {}): SeriesQuery {
  const mean = { fields: ['hashrate'], fromMs: origin, toMs: origin + hour, stepMs: minute, aggregate: 'mean' } as const;
  return { measurement: 'reading', tags: { miner_id: 'm1' }, ...mean, ...change };
}
