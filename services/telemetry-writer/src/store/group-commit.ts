import { type Clock, withDeadline } from '@lodestream/component';
import type { Point, StorePosition, TelemetryStore, WriteResult } from '@lodestream/telemetry-store';

interface Waiting {
  readonly points: readonly Point[];
  readonly position: StorePosition;
  readonly ending: AbortSignal | undefined;
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: unknown) => void;
}

/** The bounds within which batches share writes. */
export interface GroupCommitOptions {
  readonly store: Pick<TelemetryStore, 'write'>;
  readonly clock: Pick<Clock, 'monotonic' | 'sleep'>;
  /** Points that one write carries, at most. */
  readonly maxPoints: number;
  readonly deadlineMs: number;
  /** Milliseconds from the start of one write to the start of the next, at least; a store's work is more by the write than by the point. */
  readonly paceMs: number;
  /** As soon as so many points wait, they are written without regard to the pace: there is a backlog. */
  readonly hurryPoints: number;
}

/**
 * Lets the batches of several partitions share a write: what arrives while one write runs, or before the next is due, goes together.
 * The first after a pause goes at once, and each caller hears of its own points only. What waits is bounded by the callers: one
 * batch a partition.
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private running = false;
  private lastStart = Number.NEGATIVE_INFINITY;
  private pause: AbortController | undefined;

  constructor(private readonly options: GroupCommitOptions) {}

  /**
   * Resolves once the points and the position are durable; `ending` tells that the partition is about to go, which waits for no pace.
   * @throws what the store throws for the write they were in
   */
  write(points: readonly Point[], position: StorePosition, ending?: AbortSignal): Promise<WriteResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ points, position, ending, resolve, reject });
      if (!this.running) void this.drain();
      else if (this.isUrgent()) this.pause?.abort();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      const pauseMs = this.isUrgent() ? 0 : this.untilDueMs();
      if (pauseMs > 0) await this.pauseFor(pauseMs);
      this.lastStart = this.options.clock.monotonic();
      await this.writeTogether(this.take());
    }
    this.running = false;
  }

  private untilDueMs(): number {
    return this.lastStart + this.options.paceMs - this.options.clock.monotonic();
  }

  /** Ends early when a backlog comes to wait, or when who waits can't any more. */
  private pauseFor(ms: number): Promise<void> {
    this.pause = new AbortController();
    const endings = this.waiting.flatMap(({ ending }) => ending ?? []);
    return this.options.clock.sleep(ms, AbortSignal.any([this.pause.signal, ...endings]));
  }

  /** Whether a backlog waits, or a partition that is about to go. */
  private isUrgent(): boolean {
    let points = 0;
    return (
      this.waiting.some(({ ending }) => ending?.aborted === true) ||
      this.waiting.some((batch) => (points += batch.points.length) >= this.options.hurryPoints)
    );
  }

  /** As many as fit, at least one; a partition's batches keep their order, so that its position only moves forward. */
  private take(): readonly Waiting[] {
    let points = 0;
    const fits = this.waiting.findIndex((batch, i) => (points += batch.points.length) > this.options.maxPoints && i > 0);
    return this.waiting.splice(0, fits < 0 ? this.waiting.length : fits);
  }

  private async writeTogether(batches: readonly Waiting[]): Promise<void> {
    const { store, deadlineMs } = this.options;
    try {
      const points = batches.length === 1 ? batches[0]!.points : batches.flatMap((batch) => batch.points);
      const result = await withDeadline(store.write(points, newestOf(batches)), deadlineMs, 'a write to the telemetry store');
      let first = 0;
      for (const batch of batches) {
        batch.resolve(share(result, first, batch.points.length));
        first += batch.points.length;
      }
    } catch (error) {
      for (const batch of batches) batch.reject(error);
    }
  }
}

function newestOf(batches: readonly Waiting[]): readonly StorePosition[] {
  return [...new Map(batches.map(({ position }) => [`${position.topic}/${position.partition}`, position])).values()];
}

/** The part of a result that is about `length` points from `first` on, in their own numbering. */
function share({ refused, expired }: WriteResult, first: number, length: number): WriteResult {
  const mine = (index: number): boolean => index >= first && index < first + length;
  const myRefused = refused.filter(({ index }) => mine(index)).map(({ index, reason }) => ({ index: index - first, reason }));
  const myExpired = expired.filter(mine).map((index) => index - first);
  return { stored: length - myRefused.length - myExpired.length, refused: myRefused, expired: myExpired };
}
