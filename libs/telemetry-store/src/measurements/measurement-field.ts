import type { FieldKind } from '../field-kinds.js';
import type { FieldValue } from '../telemetry-store.port.js';

/** One field of a measurement as its readers may rely on it. */
export interface MeasurementField<R> {
  readonly name: string;
  readonly kind: FieldKind;
  /** Unit, or `-` where the value has none. */
  readonly unit: string;
  readonly meaning: string;
  /** Path in the record it is taken from. */
  readonly source: string;
  readonly read: (record: R) => FieldValue;
}

/** One tag of a measurement. */
export interface MeasurementTag<R> {
  readonly name: string;
  readonly meaning: string;
  readonly source: string;
  readonly read: (record: R) => string | null;
}

/** Makes the fields of one part of a record from rows of a table. */
export function fieldsOf<R>(
  rows: readonly (readonly [
    name: string,
    kind: FieldKind,
    unit: string,
    source: string,
    meaning: string,
    read: (record: R) => FieldValue,
  ])[],
): MeasurementField<R>[] {
  return rows.map(([name, kind, unit, source, meaning, read]) => ({ name, kind, unit, source, meaning, read }));
}
