import type { FieldLayout } from '../field-layout.js';
import { kindOf, kindOfValue, type FieldKind } from '../field-kinds.js';
import { LaidOutPoint } from '../laid-out-point.js';
import { dayMs } from '../retention.js';
import { tagSetKey } from '../tag-set.js';
import type { FieldValue, Point } from '../telemetry-store.port.js';
import type { Accepted } from '../triage.js';
import type { PackedColumn, PackedGroup } from './messages.js';

/** Turns points into columns, a group for each measurement and day, in the order in which they came. */
export function packBatch(accepted: readonly Accepted[]): PackedGroup[] {
  const byDay = new Map<string, Accepted[]>();
  for (const entry of accepted) {
    const key = `${entry.point.measurement}\u0000${dayOf(entry.point.timestampMs)}`;
    const group = byDay.get(key);
    if (group) group.push(entry);
    else byDay.set(key, [entry]);
  }
  return [...byDay.values()].map(packGroup);
}

function dayOf(timestampMs: number): number {
  return Math.floor(timestampMs / dayMs);
}

function packGroup(entries: readonly Accepted[]): PackedGroup {
  const { measurement, timestampMs } = entries[0]!.point;
  const columns = new ColumnBuilder(entries.length);
  const series = new Int32Array(entries.length);
  const places = new Map<string, number>();
  entries.forEach(({ point }, row) => {
    series[row] = placeOf(tagSetKey(point.tags), places);
    if (point instanceof LaidOutPoint) columns.putLaidOut(row, point);
    else columns.putFields(row, point);
  });
  return {
    measurement,
    day: dayOf(timestampMs),
    indexes: Int32Array.from(entries, ({ index }) => index),
    times: Float64Array.from(entries, ({ point }) => point.timestampMs),
    series,
    tagSets: [...places.keys()],
    columns: columns.all,
  };
}

function placeOf(key: string, places: Map<string, number>): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  places.set(key, places.size);
  return places.size - 1;
}

class ColumnBuilder {
  readonly all: PackedColumn[] = [];
  private readonly byField = new Map<string, PackedColumn>();
  private readonly otherKinds = new Map<string, PackedColumn>();
  private readonly byPlace = new Map<FieldLayout, (PackedColumn | undefined)[]>();

  constructor(private readonly rows: number) {}

  putFields(row: number, { fields, integers }: Point): void {
    for (const field in fields) {
      const value = fields[field]!;
      if (value !== null && value !== undefined) put(this.columnOf(field, kindOf(value, field, integers)), row, value);
    }
  }

  /** The same by place: the column of a place is looked up once for all points of a layout, unless the kind changes. */
  putLaidOut(row: number, { layout, values }: LaidOutPoint): void {
    const columns = this.byPlace.get(layout) ?? new Array<PackedColumn | undefined>(layout.names.length).fill(undefined);
    this.byPlace.set(layout, columns);
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at]!;
      if (value === null || value === undefined) continue;
      const kind = kindOfValue(value, layout.isWhole[at] === true);
      let column = columns[at];
      if (column?.kind !== kind) columns[at] = column = this.columnOf(layout.names[at]!, kind);
      put(column, row, value);
    }
  }

  // A field that comes in two kinds gets a column for each; the store decides which of them to keep.
  private columnOf(field: string, kind: FieldKind): PackedColumn {
    const first = this.byField.get(field);
    if (first?.kind === kind) return first;
    if (first === undefined) return this.add(this.byField, field, field, kind);
    return this.otherKinds.get(`${kind} ${field}`) ?? this.add(this.otherKinds, `${kind} ${field}`, field, kind);
  }

  private add(index: Map<string, PackedColumn>, key: string, field: string, kind: FieldKind): PackedColumn {
    const column = emptyColumn(field, kind, this.rows);
    index.set(key, column);
    this.all.push(column);
    return column;
  }
}

function put({ values }: PackedColumn, row: number, value: NonNullable<FieldValue>): void {
  values[row] = typeof value === 'boolean' ? Number(value) : value;
}

function emptyColumn(field: string, kind: FieldKind, rows: number): PackedColumn {
  if (kind === 'string') return { field, kind, values: new Array<string | null>(rows).fill(null) };
  if (kind === 'boolean') return { field, kind, values: new Int8Array(rows).fill(-1) };
  return { field, kind, values: new Float64Array(rows).fill(Number.NaN) };
}
