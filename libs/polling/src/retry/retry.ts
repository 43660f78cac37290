import { type Clock, TransientError } from '@lodestream/component';

/** How often and how patiently something is tried again. */
export interface RetryOptions {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly factor: number;
  /** No delay is longer, but for one the other side asked for. */
  readonly ceilingMs: number;
}

/** What a retry needs from around it. */
export interface RetryContext {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly signal?: AbortSignal;
  /** Monotonic time by which the last try must have begun; a delay that would pass it is not begun. */
  readonly deadlineMs?: number;
  readonly onRetry?: (error: TransientError, delayMs: number) => void;
}

/**
 * Tries until it works, fails for good, or the tries, the time or the caller's patience end.
 * @throws the last error of `work`; only a TransientError is tried again
 */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions, context: RetryContext): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof TransientError) || attempt >= options.attempts) throw error;
      const delayMs = delayAfter(attempt, options, context.random, error.retryAfterMs);
      if (!hasTime(delayMs, context)) throw error;
      context.onRetry?.(error, delayMs);
      await context.clock.sleep(delayMs, context.signal);
      if (context.signal?.aborted) throw error;
    }
  }
}

/** The delay after the nth failed try: exponential up to the ceiling, the upper half of it random, and never less than was asked for. */
export function delayAfter(attempt: number, options: RetryOptions, random: () => number, askedMs = 0): number {
  const full = Math.min(options.ceilingMs, options.firstDelayMs * options.factor ** (attempt - 1));
  return Math.max(Math.round(full / 2 + (full / 2) * random()), askedMs);
}

function hasTime(delayMs: number, { clock, deadlineMs, signal }: RetryContext): boolean {
  if (signal?.aborted) return false;
  return deadlineMs === undefined || clock.monotonic() + delayMs < deadlineMs;
}
