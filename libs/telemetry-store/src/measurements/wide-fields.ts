import type { FieldValue } from '../telemetry-store.port.js';
import type { MeasurementField } from './measurement-field.js';
import { highestPartNumber } from './miner-parts.fields.js';

/** The fields of numbered parts, such as boards, in one wide point. */
export class WideFields<R> {
  /** The names of all fields that are whole numbers. */
  readonly integers: readonly string[];
  private readonly names: readonly (readonly string[])[];
  private readonly reads: readonly ((record: R) => FieldValue)[];

  constructor(
    private readonly part: string,
    private readonly fields: readonly MeasurementField<R>[],
    readonly numberOf: (record: R) => number,
  ) {
    // Names are made once: one text for each part and field, instead of for each reading.
    this.names = Array.from({ length: highestPartNumber + 1 }, (_, number) => fields.map(({ name }) => `${part}${number}_${name}`));
    this.integers = this.names.flatMap((names) => names.filter((_, at) => fields[at]!.kind === 'integer'));
    this.reads = fields.map(({ read }) => read);
  }

  /** The names of the fields of the part with this number; none for a number not to be believed. */
  namesOf(number: number): readonly string[] {
    return this.names[number] ?? [];
  }

  /** Puts the values of each part at the places that belong to it; a place below 0 belongs to a part not to be believed. */
  write(into: FieldValue[], parts: readonly R[], places: readonly number[], firstPart: number): void {
    const { reads } = this;
    for (let part = 0; part < parts.length; part += 1) {
      const first = places[firstPart + part]!;
      if (first < 0) continue;
      for (let at = 0; at < reads.length; at += 1) into[first + at] = reads[at]!(parts[part]!);
    }
  }

  /** The fields as the schema lists them, with `<N>` for the number. */
  get listed(): readonly MeasurementField<R>[] {
    return this.fields.map((field) => ({ ...field, name: `${this.part}<N>_${field.name}` }));
  }
}
