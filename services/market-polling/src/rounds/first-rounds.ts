import type { Clock } from '@lodestream/component';

/** Knows when each of several has been through its first round, whatever came of it. */
export class FirstRounds {
  private readonly left: Set<string>;
  private readonly done = Promise.withResolvers<void>();

  constructor(names: readonly string[]) {
    this.left = new Set(names);
    if (this.left.size === 0) this.done.resolve();
  }

  /** One of them has been through a round. */
  ended(name: string): void {
    this.left.delete(name);
    if (this.left.size === 0) this.done.resolve();
  }

  /** Waits for all of them, at most so many milliseconds. */
  async within(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
    if (this.left.size === 0) return;
    const waited = new AbortController();
    await Promise.race([this.done.promise, clock.sleep(ms, AbortSignal.any([signal, waited.signal]))]);
    waited.abort();
  }
}
