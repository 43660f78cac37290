import type { DuckDBConnection } from '@duckdb/node-api';
import { tagsOfKey } from '../tag-set.js';
import type { FieldValue, LatestQuery } from '../telemetry-store.port.js';
import type { Catalog, DayTable, KnownMeasurement } from './catalog.js';
import type { FoundPoint } from './messages.js';
import { columnOrNull, daysBetween, rowsWhere, seriesWith, type Piece } from './read-sql.js';

const endOfTime = Number.MAX_SAFE_INTEGER;

/** The newest point of each series that has the tag and at least one of the fields. */
export async function readLatest(connection: DuckDBConnection, catalog: Catalog, query: LatestQuery): Promise<FoundPoint[]> {
  const measurement = catalog.measurements.get(query.measurement);
  if (measurement === undefined) return [];
  const named = query.fields.length === 0 ? [...measurement.fields.keys()] : query.fields.filter((name) => measurement.fields.has(name));
  const columns = [...new Set(named)].map((name) => measurement.fields.get(name)!.column);
  const fromMs = Math.max(0, Math.ceil(query.sinceMs));
  const tables = daysBetween(measurement, fromMs, endOfTime);
  const series = wantedSeries(measurement, query);
  if (columns.length === 0 || tables.length === 0 || series?.length === 0) return [];
  const anyPoint = query.fields.length === 0;
  const statement = latestStatement(tables, columns, anyPoint, rowsWhere(fromMs, endOfTime, series));
  const rows = (await connection.runAndReadAll(statement.sql, [...statement.bound])).getRowsJS();
  return pointsOf(rows, measurement, [...new Set(named)]);
}

function wantedSeries(measurement: KnownMeasurement, query: LatestQuery): readonly number[] | null {
  const asked = new Set(seriesWith(measurement, query.tags ?? {}) ?? measurement.series.values());
  const wanted = [...measurement.series].filter(([tagSet, id]) => asked.has(id) && tagsOfKey(tagSet)[query.by] !== undefined);
  return wanted.length === measurement.series.size ? null : wanted.map(([, id]) => id);
}

function latestStatement(tables: readonly DayTable[], columns: readonly string[], anyPoint: boolean, where: Piece): Piece {
  const filled = anyPoint ? 'TRUE' : `(${columns.map((column) => `${column} IS NOT NULL`).join(' OR ')})`;
  const dayOf = (table: DayTable): string =>
    `SELECT s, t, rowid AS written, ${columns.map((column) => columnOrNull(table, column)).join(', ')} FROM ${table.name} WHERE ${where.sql}`;
  const merged = columns.map((column) => `arg_max(${column}, written)`).join(', ');
  const sql = `WITH found AS (${tables.map(dayOf).join(' UNION ALL ')}), newest AS (SELECT s, max(t) AS t FROM found WHERE ${filled} GROUP BY s)
    SELECT s, t, ${merged} FROM found JOIN newest USING (s, t) GROUP BY s, t`;
  return { sql, bound: where.bound };
}

function pointsOf(rows: readonly unknown[][], measurement: KnownMeasurement, names: readonly string[]): FoundPoint[] {
  const tagSets = new Map([...measurement.series].map(([tagSet, id]) => [id, tagSet]));
  return rows.map(([series, time, ...values]) => {
    const present = names.map((name, at) => [name, values[at]] as const).filter(([, value]) => value !== null);
    return {
      tagSet: tagSets.get(Number(series))!,
      timestampMs: Number(time),
      fields: Object.fromEntries(present) as Record<string, FieldValue>,
    };
  });
}
