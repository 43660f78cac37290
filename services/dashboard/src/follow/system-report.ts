import type { SystemRow } from './system-view.js';

/** What the system says about itself. */
export interface SystemReport {
  readonly as_of: number;
  readonly services: readonly SystemRow[];
  /** Messages in the dead-letter topic; null when the bus can't say. */
  readonly dead_letters: { readonly kept: number | null };
}
