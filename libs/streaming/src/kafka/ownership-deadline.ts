import type { Clock } from '@lodestream/component';

/** Wall clocks this far apart from where they were mean that one of them was moved, or that the machine slept. */
const stepMs = 1_000;

/**
 * Until when a member may act for its partitions: the group gives them away once it has not heard from us for a session, and it
 * heard from us no earlier than we spoke. So time counts from the sending of the last heartbeat that was answered well, and a
 * process that was frozen wakes up without the right to anything.
 */
export class OwnershipDeadline {
  private sentAtMs: number | null = null;
  private untilMs = -Infinity;
  private skewMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly sessionMs: number,
    private readonly marginMs: number,
  ) {
    this.skewMs = this.skew();
  }

  /** A request that keeps the session alive was answered; `sentAtWallMs` is when it had been sent, by the wall clock. */
  answered(sentAtWallMs: number): void {
    const skewMs = this.skew();
    // The wall clock may have been set between sending and now: of the two readings the earlier one is safe.
    this.sentAtMs = Math.min(sentAtWallMs - this.skewMs, sentAtWallMs - skewMs);
    this.skewMs = skewMs;
  }

  /** That answer said yes. */
  confirmed(): void {
    if (this.sentAtMs === null) return;
    this.untilMs = this.sentAtMs + this.sessionMs - this.marginMs;
  }

  /** From now on nothing is certain, until the next confirmation. */
  suspend(): void {
    this.sentAtMs = null;
    this.untilMs = -Infinity;
  }

  /** In monotonic milliseconds; minus infinity where there is no right at all. */
  ownedUntilMs(): number {
    // Monotonic time may stand still while a machine sleeps, and the wall clock does not.
    const jumped = Math.abs(this.skew() - this.skewMs) > stepMs;
    return jumped ? -Infinity : this.untilMs;
  }

  private skew(): number {
    return this.clock.now() - this.clock.monotonic();
  }
}
