import type { FieldValue } from '../telemetry-store.port.js';
import type { MeasurementField } from './measurement-field.js';
import { highestPartNumber } from './miner-parts.fields.js';

/** Writes the fields of numbered parts, such as boards, into one wide point. */
export class WideFields<R> {
  /** The names of all fields that are whole numbers. */
  readonly integers: readonly string[];
  private readonly names: readonly (readonly string[])[];

  constructor(
    private readonly part: string,
    private readonly fields: readonly MeasurementField<R>[],
    private readonly numberOf: (record: R) => number,
  ) {
    // Names are made once: one text for each part and field, instead of for each reading.
    this.names = Array.from({ length: highestPartNumber + 1 }, (_, number) => fields.map(({ name }) => `${part}${number}_${name}`));
    this.integers = this.names.flatMap((names) => names.filter((_, at) => fields[at]!.kind === 'integer'));
  }

  /** The names of the fields that {@link write} sets for these parts; parts with numbers not to be believed have none. */
  namesOf(parts: readonly R[]): string[] {
    return parts.flatMap((record) => this.names[this.numberOf(record)] ?? []);
  }

  /** The numbers of the parts as text; equal for parts that set equal fields. */
  signatureOf(parts: readonly R[]): string {
    let signature = this.part;
    for (const record of parts) signature += `,${this.numberOf(record)}`;
    return signature;
  }

  /** Sets the fields of each part that has a believable number. */
  write(into: Record<string, FieldValue>, parts: readonly R[]): void {
    for (const record of parts) {
      const names = this.names[this.numberOf(record)];
      if (names === undefined) continue;
      for (let at = 0; at < names.length; at += 1) into[names[at]!] = this.fields[at]!.read(record);
    }
  }

  /** The fields as the schema lists them, with `<N>` for the number. */
  get listed(): readonly MeasurementField<R>[] {
    return this.fields.map((field) => ({ ...field, name: `${this.part}<N>_${field.name}` }));
  }
}
