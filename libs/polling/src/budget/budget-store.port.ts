/** What all replicas together know of one budget. */
export interface BudgetRecord {
  /** UTC milliseconds at which the counted period began. */
  readonly periodStartMs: number;
  /** Credits handed out in the period, spent or lost. */
  readonly reserved: number;
  /** UTC milliseconds until which the provider wants no request, whoever asks; left out where it never wanted that. */
  readonly heldUntilMs?: number;
}

/** A record as it was read, with what tells this version from every other one. */
export interface VersionedBudget {
  readonly record: BudgetRecord;
  readonly version: number;
}

/** Where budgets outlive a process and replicas agree. Both methods throw a TransientError where the store can't be reached. */
export interface BudgetStore {
  /** The newest durable record of a budget; null where none was ever written. */
  read(key: string): Promise<VersionedBudget | null>;
  /**
   * Writes if `version` is still the newest (null: if there is none yet). True only once the record is durable;
   * false where somebody else was first, and then nothing was written.
   */
  replace(key: string, version: number | null, record: BudgetRecord): Promise<boolean>;
}
