import type { Clock } from '@lodestream/component';
import type { HealthAnswer } from '@lodestream/service-kit';
import type { Point, WriteResult } from '@lodestream/telemetry-store';
import type { WriterMetrics } from '../metrics/writer-metrics.js';

/** Sees every write: counts its points, and knows for how long writes have been failing. */
export class StoreWatch {
  private failingSince: number | null = null;
  private lastReason = '';

  constructor(
    private readonly metrics: WriterMetrics,
    private readonly clock: Clock,
    private readonly unreadyAfterMs: number,
  ) {}

  /** Hands over the result of a write, or its error, after taking note. */
  async during(points: readonly Point[], write: Promise<WriteResult>): Promise<WriteResult> {
    try {
      const result = await write;
      this.failingSince = null;
      this.metrics.count(points[0]?.measurement, result);
      return result;
    } catch (error) {
      this.failingSince ??= this.clock.monotonic();
      this.lastReason = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  /** Ready unless writes have been failing for too long. */
  answer(): HealthAnswer {
    if (this.failingSince === null) return { ready: true };
    const failingMs = this.clock.monotonic() - this.failingSince;
    if (failingMs < this.unreadyAfterMs) return { ready: true };
    return { ready: false, reason: `The telemetry store has taken nothing for ${Math.round(failingMs / 1_000)} s: ${this.lastReason}` };
  }
}
