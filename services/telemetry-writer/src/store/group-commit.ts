import { withDeadline } from '@lodestream/component';
import type { Point, StorePosition, TelemetryStore, WriteResult } from '@lodestream/telemetry-store';

interface Waiting {
  readonly points: readonly Point[];
  readonly position: StorePosition;
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets the batches of several partitions share a write: while one write runs, what arrives waits, and then goes together. Nobody
 * waits for company, and each caller hears of its own points only. What waits is bounded by the callers: one batch a partition.
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private running = false;

  constructor(
    private readonly store: Pick<TelemetryStore, 'write'>,
    private readonly maxPoints: number,
    private readonly deadlineMs: number,
  ) {}

  /** Resolves once the points and the position are durable. @throws what the store throws for the write they were in */
  write(points: readonly Point[], position: StorePosition): Promise<WriteResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ points, position, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) await this.writeTogether(this.take());
    this.running = false;
  }

  /** As many as fit, at least one; a partition's batches keep their order, so that its position only moves forward. */
  private take(): readonly Waiting[] {
    let points = 0;
    const fits = this.waiting.findIndex((batch, i) => (points += batch.points.length) > this.maxPoints && i > 0);
    return this.waiting.splice(0, fits < 0 ? this.waiting.length : fits);
  }

  private async writeTogether(batches: readonly Waiting[]): Promise<void> {
    try {
      const points = batches.length === 1 ? batches[0]!.points : batches.flatMap((batch) => batch.points);
      const result = await withDeadline(this.store.write(points, newestOf(batches)), this.deadlineMs, 'a write to the telemetry store');
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
