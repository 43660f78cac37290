import type { Clock } from '@lodestream/component';
import type { TopicPartition } from '../event-bus.port.js';
import type { StreamMetrics } from '../metrics/stream-metrics.js';

const nameOf = (at: TopicPartition): string => `${at.topic}/${at.partition}`;

/** Knows the oldest message of each partition that was taken in and is not committed, also while it waits for redelivery. */
export class Waiting {
  private readonly since = new Map<string, number>();

  constructor(pipeline: string, metrics: StreamMetrics, clock: Clock) {
    metrics.ageOf(pipeline, () => {
      const oldest = Math.min(...this.since.values());
      return Number.isFinite(oldest) ? Math.max(0, (clock.now() - oldest) / 1_000) : 0;
    });
  }

  /** A chunk beginning with a message of this time is in hand. */
  took(at: TopicPartition, timestampMs: number): void {
    this.since.set(nameOf(at), timestampMs);
  }

  /** Nothing of these partitions is in hand any more. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const at of partitions) this.since.delete(nameOf(at));
  }
}
