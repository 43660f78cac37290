import type { Clock } from '@lodestream/component';
import { fractionOf } from '@lodestream/polling';

/** Something that changes slowly and is read rarely. */
export interface SlowItem {
  readonly name: string;
  readonly everyMs: number;
  /** How long to wait after a failure. */
  readonly againAfterMs: number;
}

/** Decides which slow read comes with which poll: at most one at a time, the most overdue first, each device at times of its own. */
export class SlowLane<T extends SlowItem> {
  /** When each item is due, in their order. */
  private readonly dueMs: number[];

  constructor(
    private readonly items: readonly T[],
    private readonly minerId: string,
    private readonly clock: Clock,
  ) {
    const now = clock.monotonic();
    this.dueMs = items.map((_item, order) => now - items.length + order);
  }

  /** The item that is due, if any. */
  next(allowed: (item: T) => boolean): T | null {
    const now = this.clock.monotonic();
    let next: T | null = null;
    let nextDueMs = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.items.length; at += 1) {
      const dueMs = this.dueMs[at]!;
      if (dueMs > now || dueMs >= nextDueMs || !allowed(this.items[at]!)) continue;
      next = this.items[at]!;
      nextDueMs = dueMs;
    }
    return next;
  }

  /** Sets the time of the next read; up to a tenth earlier, by the miner's hash, so that a fleet started at once drifts apart. */
  done(item: T, worked: boolean): void {
    const period = worked ? item.everyMs : item.againAfterMs;
    this.dueMs[this.items.indexOf(item)] = this.clock.monotonic() + period * (1 - 0.1 * fractionOf(`${item.name}/${this.minerId}`));
  }

  /** Makes an item due with the next poll. */
  hurry(name: string): void {
    this.items.forEach((item, at) => {
      if (item.name === name) this.dueMs[at] = Number.NEGATIVE_INFINITY;
    });
  }
}
