import { PermanentError } from '@lodestream/component';
import type { RetentionClass } from './telemetry-store.port.js';

/** Milliseconds of a day. */
export const dayMs = 86_400_000;

/** Answers which class a measurement belongs to and how far back its points may lie. */
export class RetentionPlan {
  private readonly byMeasurement = new Map<string, RetentionClass>();
  private readonly byName = new Map<string, RetentionClass>();

  /** @throws PermanentError when two classes share a name or claim one measurement */
  constructor(readonly classes: readonly RetentionClass[]) {
    for (const kept of classes) this.add(kept);
  }

  /** The class of a measurement, if any class keeps it. */
  classOf(measurement: string): RetentionClass | undefined {
    return this.byMeasurement.get(measurement) ?? this.byMeasurement.get('*');
  }

  /** The class of this name. @throws PermanentError when there is none */
  named(name: string): RetentionClass {
    const kept = this.byName.get(name);
    if (kept === undefined)
      throw new PermanentError(`there is no retention class "${name}", only ${[...this.byName.keys()].join(', ')}`, 'validation');
    return kept;
  }

  private add(kept: RetentionClass): void {
    if (this.byName.has(kept.name)) throw new PermanentError(`retention class "${kept.name}" is declared twice`, 'validation');
    this.byName.set(kept.name, kept);
    for (const measurement of kept.measurements) this.claim(measurement, kept);
  }

  private claim(measurement: string, kept: RetentionClass): void {
    const other = this.byMeasurement.get(measurement);
    if (other)
      throw new PermanentError(`measurement "${measurement}" is in the retention classes "${other.name}" and "${kept.name}"`, 'validation');
    this.byMeasurement.set(measurement, kept);
  }
}

/** The oldest time a class still keeps at `nowMs`; minus infinity when it keeps for ever. */
export function oldestKept(kept: RetentionClass, nowMs: number): number {
  return kept.days === null ? Number.NEGATIVE_INFINITY : nowMs - kept.days * dayMs;
}
