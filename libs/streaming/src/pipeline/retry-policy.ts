import { type Clock, TransientError } from '@lodestream/component';

/** How often and how far apart one thing is tried again. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly factor?: number;
  readonly ceilingMs?: number;
}

/** What a retry needs of its surroundings. */
export interface RetryParts {
  readonly clock: Clock;
  /** A number in [0, 1); injected. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** One try and no more. */
export const once: RetryPolicy = { attempts: 1, firstDelayMs: 0 };

/** For writing to a part that has retries of its own underneath. */
export const delivery: RetryPolicy = { attempts: 4, firstDelayMs: 250, factor: 3, ceilingMs: 5_000 };

/**
 * Runs `work` until it ends or its tries are used up; only a TransientError is tried again, and not after the signal aborted.
 * A wait that the other side asked for is kept, up to the ceiling.
 */
export async function retrying<T>(policy: RetryPolicy, parts: RetryParts, work: (attempt: number) => Promise<T> | T): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof TransientError) || attempt >= policy.attempts || parts.signal.aborted) throw error;
      await parts.clock.sleep(delayBefore(policy, attempt, error.retryAfterMs, parts.random()), parts.signal);
      if (parts.signal.aborted) throw error;
    }
  }
}

/** The wait after `attempt` failed tries: exponential up to the ceiling, its second half left to chance so that nobody marches in step. */
export function delayBefore(policy: RetryPolicy, attempt: number, askedMs: number | undefined, chance: number): number {
  const ceiling = policy.ceilingMs ?? 30_000;
  const full = Math.min(ceiling, policy.firstDelayMs * (policy.factor ?? 2) ** (attempt - 1));
  return Math.max(full * (0.5 + chance / 2), Math.min(askedMs ?? 0, ceiling));
}
