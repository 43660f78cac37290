import type { Clock } from '@lodestream/component';

/** A provider's cap on the pace of requests. */
export interface RateLimit {
  /** Requests the provider allows in any `windowMs`; a whole number from 1. */
  readonly cap: number;
  /** Milliseconds of the provider's window; a minute for the market providers. */
  readonly windowMs: number;
  /** Requests that may go out at once after a quiet time, from 1 to `cap`; 1 spreads all of them evenly. */
  readonly burst: number;
}

/**
 * A token bucket that never lets more than `cap` requests go in any `windowMs`, wherever that window begins.
 * It begins empty, so that a process started again can't spend what the one before it already had; this needs no stored state.
 * It serves one process: replicas that share a key must share the cap between them, or take turns and begin anew with each.
 */
export class TokenBucket {
  private readonly spacingMs: number;
  /** Monotonic time at which the bucket will be full again. */
  private fullAtMs: number;
  private heldUntilMs = 0;

  /** @throws RangeError on a cap, window or burst that is not a whole number within its bounds */
  constructor(
    private readonly limit: RateLimit,
    private readonly clock: Clock,
  ) {
    this.spacingMs = spacingOf(limit);
    this.fullAtMs = clock.monotonic() + limit.burst * this.spacingMs;
  }

  /** Is as empty as a new one: for whoever takes over from another, who may just have spent everything. */
  beginAnew(): void {
    this.fullAtMs = Math.max(this.fullAtMs, this.clock.monotonic() + this.limit.burst * this.spacingMs);
  }

  /**
   * Takes `count` tokens if they are there; false takes none.
   * @throws RangeError where `count` is not a whole number from 1 to the burst: it could never be granted
   */
  tryTake(count = 1): boolean {
    if (this.waitMs(count) > 0) return false;
    this.fullAtMs = Math.max(this.fullAtMs, this.clock.monotonic()) + count * this.spacingMs;
    return true;
  }

  /**
   * Milliseconds until `count` tokens are there, if nobody else takes any; 0 means now.
   * @throws RangeError as `tryTake` does
   */
  waitMs(count = 1): number {
    requireWhole('a count', count, this.limit.burst);
    const readyAtMs = this.fullAtMs - (this.limit.burst - count) * this.spacingMs;
    return Math.max(0, Math.max(readyAtMs, this.heldUntilMs) - this.clock.monotonic());
  }

  /**
   * Grants nothing for `ms` milliseconds: what a provider's Retry-After asks. A later, shorter wish never shortens it.
   * @throws RangeError where `ms` is negative or not finite
   */
  holdFor(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`a hold must be milliseconds from 0, got ${ms}`);
    this.heldUntilMs = Math.max(this.heldUntilMs, this.clock.monotonic() + ms);
  }
}

/** After a burst only the rest of the cap may follow within the window, hence wider than `windowMs / cap`. */
function spacingOf({ cap, windowMs, burst }: RateLimit): number {
  requireWhole('a cap', cap);
  requireWhole('a window', windowMs);
  requireWhole('a burst', burst, cap);
  return Math.ceil(windowMs / (cap - burst + 1));
}

function requireWhole(what: string, value: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`${what} must be a whole number from 1 to ${most}, got ${value}`);
}
