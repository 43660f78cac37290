import { kindConflict, type FieldKind } from '../field-kinds.js';
import { dayTableName, newMeasurement, type Catalog, type DayTable, type KnownField, type KnownMeasurement } from './catalog.js';
import type { PackedColumn, PackedGroup } from './messages.js';

/** What one group of a batch will do to the database; {@link applyPlan} then makes it known to the next group. */
export interface GroupPlan {
  readonly group: PackedGroup;
  readonly measurement: KnownMeasurement;
  readonly isNewMeasurement: boolean;
  /** Rows to be written, ascending. */
  readonly rows: readonly number[];
  readonly newFields: readonly [string, KnownField][];
  readonly newSeries: readonly [string, number][];
  readonly seriesIds: Int32Array;
  /** The table as it was, if there was one, and as it will be. */
  readonly before: DayTable | undefined;
  readonly table: DayTable;
  readonly columns: ReadonlyMap<string, PackedColumn>;
  readonly refused: readonly { index: number; reason: string }[];
}

const mostFieldsOfMeasurement = 4_096;
const mostSeries = 2_000_000;

/** Decides what becomes of a group: which rows are refused for a field's kind, and which fields, series and columns are new. */
export function planGroup(group: PackedGroup, catalog: Catalog): GroupPlan {
  const known = catalog.measurements.get(group.measurement);
  const measurement = known ?? newMeasurement(catalog.measurements.size, group.measurement);
  const reasons = new Map<number, string>();
  const numbered = numberSeries(group, measurement, catalog, reasons);
  const kept = chooseColumns(group, measurement, reasons);
  const rows = rowsWithout(group, reasons);
  const columns = new Map<string, PackedColumn>();
  const newFields: [string, KnownField][] = [];
  for (const packed of kept) {
    if (!rows.some((row) => has(packed, row))) continue;
    const field = measurement.fields.get(packed.field) ?? { kind: packed.kind, column: `f${measurement.fields.size + newFields.length}` };
    if (!measurement.fields.has(packed.field)) newFields.push([packed.field, field]);
    columns.set(field.column, packed);
  }
  const before = measurement.days.get(group.day);
  const all = [...new Set([...(before?.columns ?? []), ...columns.keys()])];
  const table = { name: dayTableName(measurement.id, group.day), day: group.day, columns: all };
  const refused = [...reasons].map(([row, reason]) => ({ index: group.indexes[row]!, reason }));
  return { group, measurement, isNewMeasurement: !known, rows, newFields, ...numbered, before, table, columns, refused };
}

/** Makes a plan part of what is known; if its transaction then fails, the catalog has to be read again. */
export function applyPlan(plan: GroupPlan, catalog: Catalog): void {
  catalog.measurements.set(plan.measurement.name, plan.measurement);
  for (const [name, field] of plan.newFields) plan.measurement.fields.set(name, field);
  for (const [tagSet, id] of plan.newSeries) plan.measurement.series.set(tagSet, id);
  plan.measurement.days.set(plan.table.day, plan.table);
}

/** True when the row has a value in the column. */
export function has({ kind, values }: PackedColumn, row: number): boolean {
  if (kind === 'string') return values[row] !== null;
  return kind === 'boolean' ? values[row] !== -1 : !Number.isNaN(values[row]!);
}

// The fast way out: a field in one kind only, and the kind the store has it in.
function chooseColumns(group: PackedGroup, measurement: KnownMeasurement, reasons: Map<number, string>): PackedColumn[] {
  const fields = Map.groupBy(group.columns, ({ field }) => field);
  const known: PackedColumn[] = [];
  const fresh: PackedColumn[][] = [];
  for (const [field, packed] of fields) {
    const kind = measurement.fields.get(field)?.kind;
    if (kind === undefined) fresh.push(packed);
    else
      for (const column of packed)
        if (column.kind === kind) known.push(column);
        else refuseRows(column, kind, reasons);
  }
  const room = mostFieldsOfMeasurement - measurement.fields.size;
  for (const packed of fresh.slice(room)) for (const column of packed) refuseRows(column, null, reasons);
  for (const packed of fresh.slice(0, room)) known.push(...firstKind(packed, reasons));
  return known;
}

// A new field that comes in several kinds: the first row that is not refused anyway decides.
function firstKind(packed: readonly PackedColumn[], reasons: Map<number, string>): PackedColumn[] {
  if (packed.length === 1) return [packed[0]!];
  const firstRow = (column: PackedColumn): number => {
    for (let row = 0; row < column.values.length; row += 1) if (!reasons.has(row) && has(column, row)) return row;
    return Number.POSITIVE_INFINITY;
  };
  const chosen = packed.reduce((best, column) => (firstRow(column) < firstRow(best) ? column : best));
  for (const column of packed) if (column !== chosen) refuseRows(column, chosen.kind, reasons);
  return [chosen];
}

function refuseRows(column: PackedColumn, known: FieldKind | null, reasons: Map<number, string>): void {
  const why =
    known === null ? `the measurement has ${mostFieldsOfMeasurement} fields already` : kindConflict(column.field, column.kind, known);
  for (let row = 0; row < column.values.length; row += 1) if (has(column, row)) reasons.set(row, why);
}

function rowsWithout(group: PackedGroup, reasons: ReadonlyMap<number, string>): number[] {
  const rows: number[] = [];
  for (let row = 0; row < group.times.length; row += 1) if (!reasons.has(row)) rows.push(row);
  return rows;
}

function numberSeries(
  group: PackedGroup,
  measurement: KnownMeasurement,
  catalog: Catalog,
  reasons: Map<number, string>,
): Pick<GroupPlan, 'newSeries' | 'seriesIds'> {
  const newSeries: [string, number][] = [];
  const ids = group.tagSets.map((tagSet) => {
    const known = measurement.series.get(tagSet);
    if (known !== undefined || catalog.nextSeries >= mostSeries) return known ?? -1;
    newSeries.push([tagSet, catalog.nextSeries]);
    return catalog.nextSeries++;
  });
  const seriesIds = group.series.map((place) => ids[place]!);
  if (ids.includes(-1))
    seriesIds.forEach((id, row) => id === -1 && reasons.set(row, `the store holds ${mostSeries} sets of tags, which is all it can`));
  return { newSeries, seriesIds };
}
