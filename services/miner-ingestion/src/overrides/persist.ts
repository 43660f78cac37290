import type { Clock } from '@lodestream/component';

/** How something is tried again. */
export interface PersistOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  /** False once it is somebody else's to see to. */
  readonly isWanted: () => boolean;
}

/** With waits of up to a minute, an hour at the most. */
const mostTries = 60;
const longestWaitMs = 60_000;

/**
 * Tries until it comes about, at most sixty times, with waits from a second on that double up to a minute. `work` gives null, or why it did
 * not come about.
 * @returns the last of these reasons where it never did; null where it did, or where nobody wants it any more
 */
export async function persist(work: () => Promise<Error | null>, { clock, signal, isWanted }: PersistOptions): Promise<Error | null> {
  for (let tries = 1; !signal.aborted && isWanted(); tries += 1) {
    const error = await work();
    if (error === null || tries === mostTries) return error;
    await clock.sleep(Math.min(longestWaitMs, 1_000 * 2 ** (tries - 1)), signal);
  }
  return null;
}
