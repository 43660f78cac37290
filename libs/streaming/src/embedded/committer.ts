import { TransientError, type Clock } from '@lodestream/component';
import type { LogStore } from './log-store.port.js';
import type { StorageHealth } from './storage-health.js';
import { Transaction } from './transaction.js';

const transactionBytes = 8 * 1024 * 1024;
const recheckMs = 1_000;

/** Something to be made durable; several are, in one transaction. */
export interface Work {
  /** Bytes it brings, zero for bookkeeping. */
  readonly weight: number;
  /** Works of one lane keep their order: while the first cannot go, the others of its lane wait behind it. */
  readonly lane: string | null;
  /** When (monotonic milliseconds) it gives up waiting. */
  readonly deadlineMs: number;
  /** Why it cannot go now, or null. */
  blockedBy(): string | null;
  /** Puts its changes into the transaction; may be called again after a transaction that failed. Throwing refuses the work alone. */
  plan(transaction: Transaction): void;
  done(): void;
  failed(error: Error): void;
}

/** Writes what is handed in, one transaction after the other, each taking all that has come meanwhile (group commit). */
export class Committer {
  private queue: Work[] = [];
  private running: Promise<void> | undefined;
  private wake = Promise.withResolvers<void>();
  private closing = false;
  private weight = 0;

  constructor(
    private readonly store: LogStore,
    private readonly health: StorageHealth,
    private readonly clock: Clock,
  ) {}

  /** Bytes that wait to become durable. */
  get pendingBytes(): number {
    return this.weight;
  }

  submit(work: Work): void {
    if (this.closing) return work.failed(new TransientError('the event bus is stopped', 'dependency'));
    this.queue.push(work);
    this.weight += work.weight;
    this.nudge();
    this.startRunning();
  }

  /** Looks again at what was blocked. */
  nudge(): void {
    this.wake.resolve();
  }

  /** Takes in nothing more, writes what can be written within the time, and fails the rest. */
  async close(drainMs: number): Promise<void> {
    this.closing = true;
    const drained = this.running ?? Promise.resolve();
    const timeUp = new AbortController();
    await Promise.race([drained, this.clock.sleep(drainMs, timeUp.signal)]);
    timeUp.abort();
    for (const work of this.queue.splice(0)) this.fail(work, new TransientError('the event bus was stopped', 'dependency'));
    this.nudge();
    await this.running;
  }

  private startRunning(): void {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.queue.length > 0) this.startRunning();
    });
  }

  private async run(): Promise<void> {
    // What the same turn of the event loop brings shares the transaction.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) {
      await this.health.refresh();
      this.expire();
      const works = this.take();
      if (works.length > 0) await this.commit(works);
      else await this.pause(recheckMs);
    }
  }

  private async commit(works: readonly Work[]): Promise<void> {
    const transaction = new Transaction();
    const planned = works.filter((work) => this.planned(work, transaction));
    const changes = transaction.sealed();
    try {
      if (changes.length > 0) await this.store.write(changes);
    } catch (error) {
      if (!transaction.hasLanded(this.store)) return this.retryLater(planned, error as Error);
    }
    this.health.succeeded();
    transaction.apply();
    for (const work of planned) this.finish(work);
  }

  private planned(work: Work, transaction: Transaction): boolean {
    try {
      work.plan(transaction);
      return true;
    } catch (error) {
      this.fail(work, error as Error);
      return false;
    }
  }

  private async retryLater(works: Work[], error: Error): Promise<void> {
    this.health.failed(error);
    if (error instanceof TransientError) {
      this.queue = [...works, ...this.queue];
      return this.pause(this.health.retryDelayMs);
    }
    for (const work of works) this.fail(work, error);
  }

  /** All that can go now, in order, up to a transaction's size; while the disk is unwell bookkeeping (which frees room) goes alone. */
  private take(): Work[] {
    const bookkeepingOnly = this.health.isFull || (this.health.isFailing && this.queue.some(({ weight }) => weight === 0));
    const [taken, left]: [Work[], Work[]] = [[], []];
    const lanes = new Map<string, boolean>();
    let room = transactionBytes;
    for (const work of this.queue) {
      const hasRoom = work.weight === 0 || (!bookkeepingOnly && room > 0);
      const mayGo = hasRoom && isOpen(lanes, work);
      if (mayGo) room -= work.weight;
      else if (work.lane !== null) lanes.set(work.lane, false);
      (mayGo ? taken : left).push(work);
    }
    this.queue = left;
    return taken;
  }

  private expire(): void {
    const now = this.clock.monotonic();
    const expired = this.queue.filter(({ deadlineMs }) => deadlineMs <= now);
    if (expired.length === 0) return;
    this.queue = this.queue.filter(({ deadlineMs }) => deadlineMs > now);
    for (const work of expired) this.fail(work, this.expiry(work));
  }

  private expiry(work: Work): TransientError {
    const blocked = work.blockedBy();
    if (blocked !== null) return new TransientError(blocked, 'resource_exhaustion');
    const cause = this.health.error;
    return new TransientError('the event log could not be written in time', 'storage', cause ? { cause } : {});
  }

  private finish(work: Work): void {
    this.weight -= work.weight;
    work.done();
  }

  private fail(work: Work, error: Error): void {
    this.weight -= work.weight;
    work.failed(error);
  }

  private async pause(ms: number): Promise<void> {
    const woken = new AbortController();
    this.wake = Promise.withResolvers<void>();
    await Promise.race([this.wake.promise, this.clock.sleep(ms, woken.signal)]);
    woken.abort();
  }
}

/** Asked once a lane: what blocks one blocks all. */
function isOpen(lanes: Map<string, boolean>, work: Work): boolean {
  if (work.lane === null) return work.blockedBy() === null;
  const known = lanes.get(work.lane) ?? work.blockedBy() === null;
  lanes.set(work.lane, known);
  return known;
}
