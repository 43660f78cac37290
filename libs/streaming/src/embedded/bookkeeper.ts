import type { Clock } from '@lodestream/component';
import type { Committer } from './committer.js';
import type { Transaction } from './transaction.js';

/** Makes bookkeeping durable: commits, settings, removals. Resolves once it is, and `accept` was called. */
export class Bookkeeper {
  constructor(
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly patienceMs: number,
  ) {}

  write(plan: (transaction: Transaction) => void, accept: () => void = () => undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.committer.submit({
        weight: 0,
        lane: null,
        deadlineMs: this.clock.monotonic() + this.patienceMs,
        blockedBy: () => null,
        plan,
        done: () => {
          accept();
          resolve();
        },
        failed: reject,
      });
    });
  }
}
