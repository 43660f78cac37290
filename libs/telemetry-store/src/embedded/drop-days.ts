import type { DuckDBConnection } from '@duckdb/node-api';
import type { Catalog, DayTable, KnownMeasurement } from './catalog.js';

const msOfDay = 86_400_000;

/** Which day tables go. */
export interface DropRequest {
  /** The measurements meant; null for every one that is not in `except`. */
  readonly only: readonly string[] | null;
  readonly except: readonly string[];
  readonly beforeMs: number;
}

/** Drops day tables that lie wholly before a time, and forgets the series that no day has any more; answers how many tables went. */
export async function dropDays(connection: DuckDBConnection, catalog: Catalog, request: DropRequest): Promise<number> {
  let dropped = 0;
  for (const measurement of catalog.measurements.values()) {
    if (!isMeant(measurement, request)) continue;
    const old = [...measurement.days.values()].filter(({ day }) => (day + 1) * msOfDay <= request.beforeMs);
    if (old.length > 0) await dropTables(connection, measurement, old);
    dropped += old.length;
  }
  return dropped;
}

function isMeant({ name }: KnownMeasurement, { only, except }: DropRequest): boolean {
  return only === null ? !except.includes(name) : only.includes(name);
}

async function dropTables(connection: DuckDBConnection, measurement: KnownMeasurement, old: readonly DayTable[]): Promise<void> {
  for (const { name, day } of old) {
    await connection.run(`DROP TABLE ${name}`);
    measurement.days.delete(day);
  }
  const left = [...measurement.days.values()].map(({ name }) => `SELECT s FROM ${name}`);
  const unused = left.length === 0 ? 'TRUE' : `id NOT IN (${left.join(' UNION ')})`;
  const gone = await connection.runAndReadAll(`DELETE FROM series WHERE measurement = ${measurement.id} AND ${unused} RETURNING tag_set`);
  for (const [tagSet] of gone.getRowsJS()) measurement.series.delete(tagSet as string);
}
