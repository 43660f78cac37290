import type { DuckDBConnection } from '@duckdb/node-api';
import { isNumeric } from '../field-kinds.js';
import type { Aggregate, SeriesQuery } from '../telemetry-store.port.js';
import type { Catalog, DayTable, KnownField } from './catalog.js';
import type { FoundCell } from './messages.js';
import { columnOrNull, daysBetween, rowsWhere, seriesWith, type Piece } from './read-sql.js';
import { RefusedQuestion } from './refused-question.js';

const aggregateOf: Record<Aggregate, (column: string) => string> = {
  mean: (column) => `avg(${column})`,
  min: (column) => `min(${column})`,
  max: (column) => `max(${column})`,
  sum: (column) => `sum(${column})`,
  last: (column) => `arg_max(${column}, t)`,
  count: (column) => `count(${column})`,
};

/** The steps of each asked field that have readings, in the order of the query's fields. */
export async function readSeries(connection: DuckDBConnection, catalog: Catalog, query: SeriesQuery): Promise<FoundCell[][]> {
  const none = query.fields.map((): FoundCell[] => []);
  const measurement = catalog.measurements.get(query.measurement);
  if (measurement === undefined) return none;
  const fields = query.fields.map((name) => checkedField(measurement.fields.get(name), name, query.aggregate));
  const known = fields.filter((field) => field !== undefined);
  const tables = daysBetween(measurement, query.fromMs, query.toMs);
  const series = seriesWith(measurement, query.tags);
  if (known.length === 0 || tables.length === 0 || series?.length === 0) return none;
  const columns = [...new Set(known.map(({ column }) => column))];
  const statement = seriesStatement(query, tables, columns, rowsWhere(query.fromMs, query.toMs, series));
  const rows = (await connection.runAndReadAll(statement.sql, [...statement.bound])).getRowsJS();
  return fields.map((field) => (field === undefined ? [] : cellsOf(rows, columns.indexOf(field.column))));
}

function checkedField(field: KnownField | undefined, name: string, aggregate: Aggregate): KnownField | undefined {
  if (field === undefined || aggregate === 'count' || isNumeric(field.kind)) return field;
  throw new RefusedQuestion(`${name} can only be counted, it is no number`);
}

// The inner part makes one reading of what was written more than once: the last value written of each field, as nulls never overwrite.
function seriesStatement(query: SeriesQuery, tables: readonly DayTable[], columns: readonly string[], where: Piece): Piece {
  const merged = columns.map((column) => `arg_max(${column}, rowid) AS ${column}`).join(', ');
  const dayOf = (table: DayTable): string => {
    const inDay = columns.filter((column) => table.columns.includes(column));
    if (inDay.length === columns.length) return `SELECT s, t, ${merged} FROM ${table.name} WHERE ${where.sql} GROUP BY s, t`;
    const filled = columns.map((column) => columnOrNull(table, column)).join(', ');
    return `SELECT s, t, ${merged} FROM (SELECT s, t, rowid, ${filled} FROM ${table.name} WHERE ${where.sql}) GROUP BY s, t`;
  };
  const found = columns.map((column) => `${aggregateOf[query.aggregate](column)}, count(${column})`).join(', ');
  const step = query.stepMs.toFixed(0);
  const sql = `SELECT (t // ${step}) * ${step} AS step, ${found} FROM (${tables.map(dayOf).join(' UNION ALL ')}) GROUP BY step`;
  return { sql, bound: where.bound };
}

function cellsOf(rows: readonly unknown[][], at: number): FoundCell[] {
  return rows.map((row): FoundCell => {
    const value = row[1 + 2 * at];
    return [Number(row[0]), value === null ? null : Number(value), Number(row[2 + 2 * at])];
  });
}
