import type { Clock, Lifecycle } from '@lodestream/component';

/**
 * Whether we may poll and send for our miners: `held`; `unproven` while the group rearranges itself or the bus is away, where what was
 * proven last still counts for sending; `lost` once this process stood still past the end of its right, so that others may have
 * taken over without our noticing.
 */
export type RightState = 'held' | 'unproven' | 'lost';

/** What the right is judged by. */
export interface PollingRightOptions {
  readonly clock: Clock;
  /** Whether the group has confirmed us, at this monotonic time. */
  readonly owns: (monotonicMs: number) => boolean;
  /** The right is back after it was lost: whatever is remembered from before may be out of date. */
  readonly onRegained: () => void;
}

const lookEveryMs = 250;
/** A process that has not looked for this long was frozen, or its event loop was: it can't know what happened meanwhile. */
const frozenAfterMs = 2_000;

/** The right to poll and to send, which ends with the session of the group and never outlives a freeze of the process. */
export class PollingRight implements Lifecycle {
  private lost = false;
  private lookedAtMs: number;
  private readonly stopping = new AbortController();
  private looking: Promise<void> | undefined;

  constructor(private readonly options: PollingRightOptions) {
    this.lookedAtMs = options.clock.monotonic();
  }

  start(): Promise<void> {
    this.lookedAtMs = this.options.clock.monotonic();
    this.looking ??= this.lookUntilStopped();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  /** Judged at this very moment, so that not even the first step after a freeze is taken without the right. */
  state(): RightState {
    const { clock, owns, onRegained } = this.options;
    const now = clock.monotonic();
    const stoodStillMs = now - this.lookedAtMs;
    this.lookedAtMs = now;
    if (!owns(now)) {
      this.lost ||= stoodStillMs > frozenAfterMs;
      return this.lost ? 'lost' : 'unproven';
    }
    if (this.lost) onRegained();
    this.lost = false;
    return 'held';
  }

  /** Waits until `fine` accepts the state; false when it did not within the time, or when `signal` aborted. */
  async until(fine: (state: RightState) => boolean, withinMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.options;
    const untilMs = clock.monotonic() + withinMs;
    while (!fine(this.state())) {
      const leftMs = untilMs - clock.monotonic();
      if (leftMs <= 0 || signal.aborted) return false;
      await clock.sleep(Math.min(lookEveryMs, leftMs), signal);
    }
    return true;
  }

  private async lookUntilStopped(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.state();
      await this.options.clock.sleep(lookEveryMs, this.stopping.signal);
    }
  }
}
