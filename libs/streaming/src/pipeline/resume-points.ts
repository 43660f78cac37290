import type { TopicPartition } from '../event-bus.port.js';
import type { Terminal } from './pipeline.js';
import type { Sink } from './sink.js';

/** Remembers which partitions' sinks have been asked since the partition arrived: each is asked once, until it is forgotten. */
export class ResumePoints {
  private readonly sinks: readonly Sink<unknown>[];
  private readonly asked = new Set<string>();

  constructor(terminals: readonly Terminal[]) {
    this.sinks = terminals.flatMap((end) => (end.kind === 'sink' && end.sink.resume ? [end.sink] : []));
  }

  /** The lowest next offset that a sink says it needs; null where none keeps positions, and where they have said so already. */
  async ask(at: TopicPartition, group: string): Promise<number | null> {
    const { topic, partition } = at;
    if (this.sinks.length === 0 || this.asked.has(nameOf(at))) return null;
    const answers = await Promise.all(this.sinks.map(async (sink) => sink.resume?.({ topic, partition, group })));
    this.asked.add(nameOf(at));
    const needed = answers.filter((offset) => typeof offset === 'number');
    return needed.length === 0 ? null : Math.min(...needed);
  }

  /** Has the sinks asked again when the partitions come next. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const at of partitions) this.asked.delete(nameOf(at));
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
