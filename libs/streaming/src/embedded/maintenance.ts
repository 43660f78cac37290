import type { Clock } from '@lodestream/component';
import type { Compaction } from './compaction.js';
import type { GroupRegistry } from './group-registry.js';
import type { Retention } from './retention.js';

/** Does now and then what need not be done at once: absent groups, retention, compaction. One round at a time. */
export class Maintenance {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private accountedMs: number;

  constructor(
    private readonly parts: {
      readonly clock: Clock;
      readonly groups: GroupRegistry;
      readonly retention: Retention;
      readonly compaction: Compaction;
      readonly intervalMs: number;
    },
  ) {
    this.accountedMs = parts.clock.monotonic();
  }

  start(): void {
    this.running = this.loop();
  }

  /** Ends after the step in hand, or after the time if that takes longer. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    const timeUp = new AbortController();
    await Promise.race([this.running, this.parts.clock.sleep(deadlineMs, timeUp.signal)]);
    timeUp.abort();
  }

  /** One round now. */
  async round(): Promise<void> {
    const now = this.parts.clock.monotonic();
    const elapsedMs = now - this.accountedMs;
    this.accountedMs = now;
    await this.parts.groups.account(elapsedMs);
    await this.parts.retention.expire();
    await this.parts.compaction.run();
  }

  private async loop(): Promise<void> {
    const { clock, intervalMs } = this.parts;
    for (;;) {
      await clock.sleep(intervalMs, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      // What fails is a disk that refuses, which the storage state tells already; the next round tries again.
      await this.round().catch(() => undefined);
    }
  }
}
