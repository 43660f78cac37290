import type { EventBus, IncomingBatch, TopicPartition } from '@lodestream/streaming';

/** How far a service that follows topics by itself, not through the transport, is behind the ends of their logs. */
export class LagMeter {
  private readonly next = new Map<string, Map<number, number>>();

  constructor(private readonly bus: Pick<EventBus, 'admin'>) {}

  /** A batch was handled. */
  took({ topic, partition, messages }: Pick<IncomingBatch, 'topic' | 'partition' | 'messages'>): void {
    const last = messages.at(-1);
    if (last === undefined) return;
    const partitions = this.next.get(topic) ?? new Map<number, number>();
    this.next.set(topic, partitions.set(partition, last.offset + 1));
  }

  /** Partitions went to another member: what is behind in them is no longer ours. */
  gave(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) this.next.get(topic)?.delete(partition);
  }

  /** Messages not yet handled, by topic, in the partitions of which something was handled. @throws TransientError when the bus can't be asked */
  async lag(): Promise<Record<string, number>> {
    const topics = [...this.next.keys()];
    const lags = await Promise.all(topics.map(async (topic) => [topic, await this.behind(topic)] as const));
    return Object.fromEntries(lags);
  }

  private async behind(topic: string): Promise<number> {
    const ends = await this.bus.admin.offsetsOf(topic);
    return ends.reduce((sum, { partition, logEnd }) => {
      const next = this.next.get(topic)?.get(partition);
      return next === undefined ? sum : sum + Math.max(0, logEnd - next);
    }, 0);
  }
}
