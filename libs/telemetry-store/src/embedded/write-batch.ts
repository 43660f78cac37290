import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  INTEGER,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';
import type { FieldKind } from '../field-kinds.js';
import type { StorePosition } from '../telemetry-store.port.js';
import type { Catalog } from './catalog.js';
import type { PackedColumn, PackedGroup } from './messages.js';
import { applyPlan, planGroup, type GroupPlan } from './plan-write.js';

/** Rows that DuckDB takes in one piece. */
const rowsOfChunk = 2_048;
const typeOf: Record<FieldKind, DuckDBType> = { float: DOUBLE, integer: DOUBLE, boolean: BOOLEAN, string: VARCHAR };

/** Writes groups and positions in the transaction that is open on the connection; answers with the rows that were refused. */
export async function writeBatch(
  connection: DuckDBConnection,
  catalog: Catalog,
  groups: readonly PackedGroup[],
  positions: readonly StorePosition[],
): Promise<{ index: number; reason: string }[]> {
  const refused: { index: number; reason: string }[] = [];
  for (const group of groups) {
    const plan = planGroup(group, catalog);
    refused.push(...plan.refused);
    if (plan.rows.length === 0) continue;
    await writeGroup(connection, plan);
    applyPlan(plan, catalog);
  }
  await keepPositions(connection, positions);
  return refused.sort((a, b) => a.index - b.index);
}

async function writeGroup(connection: DuckDBConnection, plan: GroupPlan): Promise<void> {
  const { measurement, newFields, newSeries } = plan;
  if (plan.isNewMeasurement) await insert(connection, 'measurements', [INTEGER, VARCHAR], [[measurement.id, measurement.name]]);
  const fields = newFields.map(([name, { kind, column }]) => [measurement.id, name, kind, column]);
  await insert(connection, 'fields', [INTEGER, VARCHAR, VARCHAR, VARCHAR], fields);
  await insert(
    connection,
    'series',
    [INTEGER, INTEGER, VARCHAR],
    newSeries.map(([tagSet, id]) => [measurement.id, id, tagSet]),
  );
  await shapeTable(connection, plan);
  await appendRows(connection, plan, columnTypes(plan));
}

async function insert(connection: DuckDBConnection, table: string, types: DuckDBType[], rows: DuckDBValue[][]): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows.length; from += rowsOfChunk) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows.slice(from, from + rowsOfChunk));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

async function shapeTable(connection: DuckDBConnection, { before, table, columns }: GroupPlan): Promise<void> {
  const declare = (column: string): string => `${column} ${typeOf[columns.get(column)!.kind].toString()}`;
  if (before === undefined) {
    await connection.run(`CREATE TABLE ${table.name} (${['s INTEGER', 't BIGINT', ...table.columns.map(declare)].join(', ')})`);
    return;
  }
  for (const column of table.columns.slice(before.columns.length))
    await connection.run(`ALTER TABLE ${table.name} ADD COLUMN ${declare(column)}`);
}

function columnTypes({ table, columns, measurement }: GroupPlan): DuckDBType[] {
  const kinds = new Map([...measurement.fields.values()].map(({ column, kind }) => [column, kind]));
  return table.columns.map((column) => typeOf[columns.get(column)?.kind ?? kinds.get(column)!]);
}

async function appendRows(connection: DuckDBConnection, plan: GroupPlan, types: DuckDBType[]): Promise<void> {
  const appender = await connection.createAppender(plan.table.name);
  for (let from = 0; from < plan.rows.length; from += rowsOfChunk)
    appender.appendDataChunk(chunkOf(plan, plan.rows.slice(from, from + rowsOfChunk), types));
  appender.closeSync();
}

function chunkOf(plan: GroupPlan, rows: readonly number[], types: DuckDBType[]): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create([INTEGER, BIGINT, ...types], rows.length);
  fill(chunk.getColumnVector(0), rows, (row) => plan.seriesIds[row]!);
  fill(chunk.getColumnVector(1), rows, (row) => BigInt(plan.group.times[row]!));
  plan.table.columns.forEach((column, at) => fill(chunk.getColumnVector(at + 2), rows, reader(plan.columns.get(column))));
  return chunk;
}

function fill(vector: DuckDBVector, rows: readonly number[], valueOf: (row: number) => DuckDBValue): void {
  for (let at = 0; at < rows.length; at += 1) vector.setItem(at, valueOf(rows[at]!));
  vector.flush();
}

function reader(column: PackedColumn | undefined): (row: number) => DuckDBValue {
  if (column === undefined) return () => null;
  const { kind, values } = column;
  if (kind === 'string') return (row) => values[row]!;
  if (kind === 'boolean') return (row) => (values[row] === -1 ? null : values[row] === 1);
  return (row) => (Number.isNaN(values[row]!) ? null : values[row]!);
}

async function keepPositions(connection: DuckDBConnection, positions: readonly StorePosition[]): Promise<void> {
  const last = new Map(positions.map((place) => [`${place.consumer}\u0000${place.topic}\u0000${place.partition}`, place]));
  for (const { consumer, topic, partition, nextOffset } of last.values())
    await connection.run('INSERT INTO positions VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET next = excluded.next', [
      consumer,
      topic,
      partition,
      BigInt(nextOffset),
    ]);
}
