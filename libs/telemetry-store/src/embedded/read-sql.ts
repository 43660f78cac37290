import { hasTags, tagsOfKey } from '../tag-set.js';
import type { Point } from '../telemetry-store.port.js';
import type { DayTable, KnownMeasurement } from './catalog.js';

/** A part of a statement and the texts it binds; identifiers in it are our own, numbers are checked, all else is bound. */
export interface Piece {
  readonly sql: string;
  readonly bound: readonly string[];
}

const mostInlined = 256;
const msOfDay = 86_400_000;

/** The numbers of all series that have the tags; null when that is every series. */
export function seriesWith(measurement: KnownMeasurement, tags: Point['tags']): readonly number[] | null {
  if (Object.keys(tags).length === 0) return null;
  return [...measurement.series].filter(([tagSet]) => hasTags(tagsOfKey(tagSet), tags)).map(([, id]) => id);
}

/** The day tables that hold times of [fromMs, toMs), oldest first. */
export function daysBetween(measurement: KnownMeasurement, fromMs: number, toMs: number): DayTable[] {
  const days = [...measurement.days.values()].filter(({ day }) => (day + 1) * msOfDay > fromMs && day * msOfDay < toMs);
  return days.sort((a, b) => a.day - b.day);
}

/** The condition that a row is in time and of one of the series. */
export function rowsWhere(fromMs: number, toMs: number, series: readonly number[] | null): Piece {
  const time = `t >= ${whole(fromMs)} AND t < ${whole(toMs)}`;
  if (series === null) return { sql: time, bound: [] };
  if (series.length <= mostInlined) return { sql: `${time} AND s IN (${series.map(whole).join(', ')})`, bound: [] };
  return { sql: `${time} AND s IN (SELECT unnest(string_split($1, ',')::INTEGER[]))`, bound: [series.join(',')] };
}

/** A column of a table, or a null in its place where that day has none. */
export function columnOrNull(table: DayTable, column: string): string {
  return table.columns.includes(column) ? column : `NULL AS ${column}`;
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole number`);
  return value.toFixed(0);
}
