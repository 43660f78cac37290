import type { FieldLayout } from './field-layout.js';
import type { FieldValue, Point } from './telemetry-store.port.js';

/**
 * A point whose values lie in the order of a shared layout. It is a point like any other to whoever reads `fields`; a store that knows
 * it goes through the values by place, and has prepared per layout what it would else look up for each field of each point.
 */
export class LaidOutPoint implements Point {
  #fields: Point['fields'] | undefined;

  constructor(
    readonly measurement: string,
    readonly tags: Point['tags'],
    readonly timestampMs: number,
    readonly layout: FieldLayout,
    readonly values: readonly FieldValue[],
  ) {}

  get fields(): Point['fields'] {
    return (this.#fields ??= this.layout.named(this.values));
  }

  get integers(): ReadonlySet<string> {
    return this.layout.integers;
  }
}
