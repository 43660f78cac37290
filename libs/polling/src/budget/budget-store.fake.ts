import type { BudgetRecord, BudgetStore, VersionedBudget } from './budget-store.port.js';

/** A BudgetStore in memory; several owners that share one object are replicas. */
export class FakeBudgetStore implements BudgetStore {
  private readonly budgets = new Map<string, VersionedBudget>();

  async read(key: string): Promise<VersionedBudget | null> {
    return Promise.resolve(this.budgets.get(key) ?? null);
  }

  async replace(key: string, version: number | null, record: BudgetRecord): Promise<boolean> {
    const newest = this.budgets.get(key)?.version ?? null;
    if (newest !== version) return Promise.resolve(false);
    this.budgets.set(key, { record: { ...record }, version: (version ?? 0) + 1 });
    return Promise.resolve(true);
  }
}
