import type { Clock } from '@lodestream/component';

/** Keeps a group from giving up on a member that is busy. */
export class Pulse {
  private last: number;

  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly heartbeat: () => Promise<void>,
  ) {
    this.last = clock.monotonic();
  }

  /** True when a heartbeat is due. */
  get due(): boolean {
    return this.clock.monotonic() - this.last >= this.everyMs;
  }

  /** Sends a heartbeat now. */
  async beat(): Promise<void> {
    this.last = this.clock.monotonic();
    await this.heartbeat();
  }

  /** Waits for `work`, sending heartbeats for as long as it takes; a heartbeat that fails ends the waiting. */
  async during<T>(work: Promise<T>): Promise<T> {
    const over = new AbortController();
    try {
      return await Promise.race([work, this.beating(over.signal)]);
    } finally {
      // Without a reason of ours, every batch would pay for an error with a stack that nobody reads.
      over.abort(null);
    }
  }

  private async beating(over: AbortSignal): Promise<never> {
    for (;;) {
      await this.clock.sleep(Math.max(1, this.everyMs - (this.clock.monotonic() - this.last)), over);
      if (over.aborted) return new Promise<never>(() => {});
      await this.beat();
    }
  }
}
