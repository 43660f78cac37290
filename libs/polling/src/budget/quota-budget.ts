import { type Clock, TransientError } from '@lodestream/component';
import type { BudgetRecord, BudgetStore } from './budget-store.port.js';
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
  /** By use: the share of the cap, over 0 up to 1, past which that use gets nothing, so that the rest is kept for the others. */
  readonly shares: ReadonlyMap<string, number>;
}

interface Block {
  readonly periodStartMs: number;
  /** Credits handed out before the next one of this block. */
  next: number;
  readonly end: number;
}

const ATTEMPTS = 16;

/**
 * Spends a quota that replicas share: a block is reserved durably before any of it is spent, so that all replicas together, over any
 * crash and restart, never spend more than the cap in a period. A block lost is spent. Replicas need clocks that agree on the period.
 */
export class QuotaBudget {
  private block: Block | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  /** @throws RangeError on a cap, a block or a share out of its bounds */
  constructor(
    private readonly quota: Quota,
    private readonly store: BudgetStore,
    private readonly clock: Clock,
  ) {
    requireWhole('a cap', quota.cap);
    requireWhole('a block', quota.blockSize);
    if (quota.period.kind === 'cycle') requireWhole('the days of a cycle', quota.period.days);
    for (const [use, share] of quota.shares)
      if (!(share > 0 && share <= 1)) throw new RangeError(`the share of ${use} must be over 0 up to 1`);
  }

  /**
   * Takes `credits` for a use before its request goes out; false where the use has no more in this period.
   * @throws RangeError on a use without a share or credits that are not a whole number from 1
   * @throws TransientError where the store can't be reached or other replicas were first each time
   */
  spend(use: string, credits: number): Promise<boolean> {
    requireWhole('credits', credits);
    const share = this.quota.shares.get(use);
    if (share === undefined) throw new RangeError(`no share is set for ${use}`);
    return this.inTurn(() => this.take(Math.floor(this.quota.cap * share), credits));
  }

  /**
   * Takes over the provider's own count of credits used in the present period where it is above ours; a lower one gives nothing back.
   * Where somebody else spends from the account, blocks that other replicas hold may still go out on top of that count.
   * @throws RangeError on a count that is not a whole number from 0
   */
  correct(used: number): Promise<void> {
    if (used !== 0) requireWhole('a count', used);
    return this.inTurn(async () => {
      const raised = await this.update((record) => (used > record.reserved ? used : null));
      if (raised !== null) this.block = undefined;
    });
  }

  private async take(limit: number, credits: number): Promise<boolean> {
    if (this.takeFromBlock(limit, credits)) return true;
    const before = this.block;
    if (before !== undefined && this.isPresent(before) && before.next + credits > limit) return false;
    const size = Math.max(this.quota.blockSize, credits);
    const got = await this.update(({ reserved }) => (reserved + credits > limit ? null : Math.min(this.quota.cap, reserved + size)));
    if (got === null) return false;
    this.block = { periodStartMs: got.after.periodStartMs, next: got.from, end: got.after.reserved };
    return this.takeFromBlock(limit, credits);
  }

  /** A block of a period that has ended is worth nothing in the next. */
  private takeFromBlock(limit: number, credits: number): boolean {
    const { block } = this;
    if (block === undefined || !this.isPresent(block) || block.next + credits > Math.min(limit, block.end)) return false;
    block.next += credits;
    return true;
  }

  private isPresent(block: Block): boolean {
    return block.periodStartMs === periodStart(this.quota.period, this.clock.now());
  }

  /** Compare and set until it holds; null where `next` wants no change, or where the store is already in a later period than our clock. */
  private async update(next: (record: BudgetRecord) => number | null): Promise<{ from: number; after: BudgetRecord } | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await this.store.read(this.quota.key);
      const periodStartMs = periodStart(this.quota.period, this.clock.now());
      if (found !== null && found.record.periodStartMs > periodStartMs) return null;
      const record = found?.record.periodStartMs === periodStartMs ? found.record : { periodStartMs, reserved: 0 };
      const reserved = next(record);
      if (reserved === null) return null;
      const after = { periodStartMs, reserved };
      if (await this.store.replace(this.quota.key, found?.version ?? null, after)) return { from: record.reserved, after };
    }
    throw new TransientError(`other replicas were first ${ATTEMPTS} times at the budget ${this.quota.key}`, 'storage');
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

function requireWhole(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${what} must be a whole number from 1, got ${value}`);
}
