import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldKind } from '../field-kinds.js';

/** A field of a measurement: its kind and the column of the day tables that holds it. */
export interface KnownField {
  readonly column: string;
  readonly kind: FieldKind;
}

/** One day of one measurement and the columns its table has. */
export interface DayTable {
  readonly name: string;
  readonly day: number;
  readonly columns: readonly string[];
}

/** What is known of one measurement. */
export interface KnownMeasurement {
  readonly id: number;
  readonly name: string;
  readonly fields: Map<string, KnownField>;
  /** From the text of a set of tags to the number that stands for it in the day tables. */
  readonly series: Map<string, number>;
  readonly days: Map<number, DayTable>;
}

/** What the database holds, kept in memory; it changes only after a commit. Names of tables and columns are made here, never taken from input. */
export interface Catalog {
  readonly measurements: Map<string, KnownMeasurement>;
  nextSeries: number;
}

const layout = [
  'CREATE TABLE IF NOT EXISTS measurements (id INTEGER, name VARCHAR)',
  'CREATE TABLE IF NOT EXISTS fields (measurement INTEGER, name VARCHAR, kind VARCHAR, col VARCHAR)',
  'CREATE TABLE IF NOT EXISTS series (measurement INTEGER, id INTEGER, tag_set VARCHAR)',
  'CREATE TABLE IF NOT EXISTS positions (consumer VARCHAR, topic VARCHAR, part INTEGER, next BIGINT, PRIMARY KEY (consumer, topic, part))',
];

/** Makes the layout where it is missing and reads what is there. */
export async function loadCatalog(connection: DuckDBConnection): Promise<Catalog> {
  for (const statement of layout) await connection.run(statement);
  const byId = new Map<number, KnownMeasurement>();
  for (const [id, name] of await rowsOf(connection, 'SELECT id, name FROM measurements'))
    byId.set(Number(id), newMeasurement(Number(id), String(name)));
  for (const [id, name, kind, column] of await rowsOf(connection, 'SELECT measurement, name, kind, col FROM fields'))
    byId.get(Number(id))!.fields.set(String(name), { kind: kind as FieldKind, column: String(column) });
  let nextSeries = 0;
  for (const [owner, id, tagSet] of await rowsOf(connection, 'SELECT measurement, id, tag_set FROM series')) {
    byId.get(Number(owner))!.series.set(String(tagSet), Number(id));
    nextSeries = Math.max(nextSeries, Number(id) + 1);
  }
  await loadDays(connection, byId);
  return { measurements: new Map([...byId.values()].map((known) => [known.name, known])), nextSeries };
}

/** A measurement of which nothing is known yet. */
export function newMeasurement(id: number, name: string): KnownMeasurement {
  return { id, name, fields: new Map(), series: new Map(), days: new Map() };
}

/** The name of the table that holds one day of one measurement. */
export function dayTableName(measurement: number, day: number): string {
  return `points_${measurement}_${day}`;
}

async function loadDays(connection: DuckDBConnection, byId: Map<number, KnownMeasurement>): Promise<void> {
  const columns = await rowsOf(connection, 'SELECT table_name, column_name FROM duckdb_columns() ORDER BY table_name, column_index');
  const tables = Map.groupBy(columns, ([table]) => String(table));
  for (const [name, found] of tables) {
    const [, id, day] = /^points_(\d+)_(\d+)$/.exec(name) ?? [];
    if (id === undefined) continue;
    byId.get(Number(id))!.days.set(Number(day), { name, day: Number(day), columns: found.map(([, column]) => String(column)).slice(2) });
  }
}

/** All rows of a statement. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}
