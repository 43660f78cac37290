import type { Clock } from './clock.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved; sleepers wake in the order of their time. */
export class FakeClock implements Clock {
  private elapsed = 0;
  private readonly sleepers = new Set<Sleeper>();

  constructor(private readonly startMs = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.startMs + this.elapsed;
  }

  monotonic(): number {
    return this.elapsed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { until: this.elapsed + Math.max(0, ms), wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** Moves time forward, waking every sleeper whose time comes, each at its own instant, and letting what it does settle. */
  async advance(ms: number): Promise<void> {
    const target = this.elapsed + ms;
    for (let next = this.nextBefore(target); next !== undefined; next = this.nextBefore(target)) {
      this.elapsed = Math.max(this.elapsed, next.until);
      next.wake();
      await settle();
    }
    this.elapsed = target;
    await settle();
  }

  private nextBefore(target: number): Sleeper | undefined {
    const due = [...this.sleepers].filter((sleeper) => sleeper.until <= target);
    return due.sort((a, b) => a.until - b.until)[0];
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
