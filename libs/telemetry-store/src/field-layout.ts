import { isName } from './point-names.js';
import type { FieldValue } from './telemetry-store.port.js';

/** Which fields the points of one shape have, and in which order: made once, judged once, and shared by all those points. */
export class FieldLayout {
  /** By place: whether the field is a whole number. */
  readonly isWhole: readonly boolean[];
  /** By place: whether its name can be a name at all. */
  readonly hasName: readonly boolean[];

  /** @throws Error where a name stands twice */
  constructor(
    readonly names: readonly string[],
    readonly integers: ReadonlySet<string>,
  ) {
    if (new Set(names).size < names.length) throw new Error('a layout names one field twice');
    this.isWhole = names.map((name) => integers.has(name));
    this.hasName = names.map(isName);
  }

  /** Values in this order, under their names. */
  named(values: readonly FieldValue[]): Readonly<Record<string, FieldValue>> {
    return Object.fromEntries(this.names.map((name, at) => [name, values[at] ?? null]));
  }
}
