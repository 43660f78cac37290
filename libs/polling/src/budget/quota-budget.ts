import { type Clock, TransientError, withDeadline } from '@lodestream/component';
import type { BudgetRecord, BudgetStore, VersionedBudget } from './budget-store.port.js';
import { HeldCredits } from './held-credits.js';
import { periodStart, type QuotaPeriod } from './quota-period.js';

/** One provider's quota, as its plan states it and as our configuration divides it. */
export interface Quota {
  /** Names the budget in the store; replicas that share an account share the key. */
  readonly key: string;
  /** Credits (or calls, where the provider counts calls) a period; a whole number from 1. */
  readonly cap: number;
  readonly period: QuotaPeriod;
  /** Credits reserved at once; a crash loses at most this many. */
  readonly blockSize: number;
  /** Everything credits are spent on. */
  readonly uses: readonly string[];
  /** Credits that a use must leave over for dearer ones, at a time in UTC milliseconds; none where left out. */
  readonly keptBack?: (use: string, atMs: number) => number;
}

const attempts = 16;
const mostWaiting = 1_000;
const storeWithinMs = 10_000;

/**
 * Spends a quota that replicas share: a block is reserved durably before any of it is spent, so that all replicas together, over any
 * crash and restart, never spend more than the cap in a period. A block lost is spent. Replicas need clocks that agree on the period.
 */
export class QuotaBudget {
  private readonly held = new HeldCredits();
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private known: BudgetRecord | null = null;

  /** @throws RangeError on a cap or a block out of its bounds */
  constructor(
    private readonly quota: Quota,
    private readonly store: BudgetStore,
    private readonly clock: Clock,
  ) {
    requireWhole('a cap', quota.cap);
    requireWhole('a block', quota.blockSize);
    if (quota.period.kind === 'cycle') requireWhole('the days of a cycle', quota.period.days);
    if (quota.period.kind === 'billing_month') requireWhole('the day of a month', quota.period.day);
  }

  /** When the provider's count begins anew. */
  get period(): QuotaPeriod {
    return this.quota.period;
  }

  /** What was known of the present period when it was last looked at: credits spent or lost, by all replicas. Null before. */
  get spent(): number | null {
    const { known } = this;
    return known === null || known.periodStartMs !== this.presentStart() ? null : known.reserved - this.held.size(known.periodStartMs);
  }

  /**
   * Takes `credits` for a use before its request goes out; false where the use has no more in this period.
   * @throws RangeError on a use that is not listed or credits that are not a whole number from 1
   * @throws TransientError where the store can't be reached, other replicas were first each time, or too many wait
   */
  spend(use: string, credits: number): Promise<boolean> {
    requireWhole('credits', credits);
    if (!this.quota.uses.includes(use)) throw new RangeError(`${use} is none of the uses of ${this.quota.key}`);
    return this.inTurn(() => this.take(use, credits));
  }

  /**
   * Takes over the provider's own count of credits used in the period that holds `countedAtMs`, where that is the present one and the
   * count is above ours; a lower one gives nothing back. Where somebody else spends from the account, blocks that other replicas hold may
   * still go out on top of that count.
   * @throws RangeError on a count that is not a whole number from 0
   */
  correct(used: number, countedAtMs: number): Promise<void> {
    if (used !== 0) requireWhole('a count', used);
    return this.inTurn(async () => {
      if (periodStart(this.quota.period, countedAtMs) !== this.presentStart()) return;
      const raised = await this.update((record) => (used > record.reserved ? { ...record, reserved: used } : null));
      if (raised !== null) this.held.clear();
    });
  }

  /**
   * Counts credits that a request cost beyond those taken for it, by the provider's own word; they are spent, above the cap too.
   * @throws RangeError on credits that are not a whole number from 1
   */
  owe(credits: number): Promise<void> {
    requireWhole('credits', credits);
    return this.inTurn(async () => {
      const counted = await this.update((record) => ({ ...record, reserved: record.reserved + credits }));
      if (counted !== null && counted.after.reserved > this.quota.cap) this.held.clear();
    });
  }

  /**
   * Makes it known to all replicas, and past any restart, that the provider wants no request until a time in UTC milliseconds. An earlier
   * time than one that is known changes nothing.
   * @throws TransientError where it did not become durable
   */
  hold(untilMs: number): Promise<void> {
    return this.inTurn(async () => {
      await this.update((record) => ((record.heldUntilMs ?? 0) >= untilMs ? null : { ...record, heldUntilMs: untilMs }));
    });
  }

  /** Until when the provider wants no request, in UTC milliseconds; 0 where it never wanted that. @throws TransientError as `spend` does */
  heldUntilMs(): Promise<number> {
    return this.inTurn(async () => {
      const record = (await this.read())?.record ?? null;
      if (record !== null && record.periodStartMs <= this.clock.now()) this.known = this.inPresent(record, this.presentStart());
      return record?.heldUntilMs ?? 0;
    });
  }

  private async take(use: string, credits: number): Promise<boolean> {
    const start = this.presentStart();
    const limit = this.limitOf(use);
    if (this.held.take(start, credits, limit)) return true;
    const missing = credits - this.held.size(start);
    if (missing <= 0) return false;
    const size = Math.max(this.quota.blockSize, missing);
    const got = await this.update((record) => {
      const isTooMuch = record.reserved + missing > limit;
      return isTooMuch ? null : { ...record, reserved: Math.min(this.quota.cap, record.reserved + size) };
    });
    if (got === null) return false;
    this.held.add(got.after.periodStartMs, got.from, got.after.reserved);
    return this.held.take(got.after.periodStartMs, credits, limit);
  }

  private limitOf(use: string): number {
    const kept = this.quota.keptBack?.(use, this.clock.now()) ?? 0;
    return Math.floor(this.quota.cap - Math.max(0, kept));
  }

  private presentStart(): number {
    return periodStart(this.quota.period, this.clock.now());
  }

  /** Compare and set until it holds; null where `next` wants no change, or where the store is already in a later period than our clock. */
  private async update(next: (record: BudgetRecord) => BudgetRecord | null): Promise<{ from: number; after: BudgetRecord } | null> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await this.read();
      const periodStartMs = this.presentStart();
      if (found !== null && found.record.periodStartMs > this.clock.now()) return null;
      const record = this.inPresent(found?.record ?? null, periodStartMs);
      this.known = record;
      const after = next(record);
      if (after === null) return null;
      if (!(await this.replace(found?.version ?? null, after))) continue;
      this.known = after;
      return { from: record.reserved, after };
    }
    throw new TransientError(`other replicas were first ${attempts} times at the budget ${this.quota.key}`, 'storage');
  }

  /**
   * A count of an earlier period begins anew. One whose beginning is none by this definition was made by another, before the day of billing
   * was set otherwise: when the provider began to count is not known then, so that all of it is taken for spent until the next beginning.
   */
  private inPresent(record: BudgetRecord | null, periodStartMs: number): BudgetRecord {
    if (record === null) return { periodStartMs, reserved: 0 };
    const isOfOurs = periodStart(this.quota.period, record.periodStartMs) === record.periodStartMs;
    return { ...record, periodStartMs, reserved: isOfOurs && record.periodStartMs !== periodStartMs ? 0 : record.reserved };
  }

  private read(): Promise<VersionedBudget | null> {
    return withDeadline(this.store.read(this.quota.key), storeWithinMs, `reading the budget ${this.quota.key}`);
  }

  /** What was written after its deadline is a block that was lost, and spent. */
  private replace(version: number | null, record: BudgetRecord): Promise<boolean> {
    return withDeadline(this.store.replace(this.quota.key, version, record), storeWithinMs, `writing the budget ${this.quota.key}`);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= mostWaiting) throw new TransientError(`too many wait for the budget ${this.quota.key}`, 'resource_exhaustion');
    this.waiting += 1;
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result.finally(() => (this.waiting -= 1));
  }
}

function requireWhole(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${what} must be a whole number from 1, got ${value}`);
}
