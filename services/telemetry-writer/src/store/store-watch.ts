import type { Clock } from '@lodestream/component';
import type { HealthAnswer } from '@lodestream/service-kit';
import type { Point, WriteResult } from '@lodestream/telemetry-store';
import type { WriterMetrics } from '../metrics/writer-metrics.js';

/**
 * Sees every write: counts its points, and knows for how long the store has taken nothing. A write that is being tried again and
 * again inside the store counts from its start, not from the moment it is given up.
 */
export class StoreWatch {
  private waitingSince: number | null = null;
  private pending = 0;
  private lastReason = 'a write has no answer yet';

  constructor(
    private readonly metrics: WriterMetrics,
    private readonly clock: Clock,
    private readonly unreadyAfterMs: number,
  ) {}

  /** Hands over the result of a write, or its error, after taking note. */
  async during(points: readonly Point[], write: Promise<WriteResult>): Promise<WriteResult> {
    this.waitingSince ??= this.clock.monotonic();
    this.pending += 1;
    try {
      const result = await write;
      this.waitingSince = this.pending > 1 ? this.clock.monotonic() : null;
      this.lastReason = 'a write has no answer yet';
      this.metrics.count(points[0]?.measurement, result);
      return result;
    } catch (error) {
      this.lastReason = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      this.pending -= 1;
    }
  }

  /** Ready unless something has waited too long for the store to take anything. */
  answer(): HealthAnswer {
    if (this.waitingSince === null) return { ready: true };
    const failingMs = this.clock.monotonic() - this.waitingSince;
    if (failingMs < this.unreadyAfterMs) return { ready: true };
    return { ready: false, reason: `The telemetry store has taken nothing for ${Math.round(failingMs / 1_000)} s: ${this.lastReason}` };
  }
}
