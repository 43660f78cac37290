import type { TopicPartition } from '../event-bus.port.js';
import type { Terminal } from './pipeline.js';
import type { Sink } from './sink.js';

/** Remembers, per partition, how far each sink that keeps positions had come when the partition arrived. */
export class ResumePoints {
  private readonly sinks: readonly Sink<unknown>[];
  private readonly known = new Map<string, ReadonlyMap<string, number>>();

  constructor(terminals: readonly Terminal[]) {
    this.sinks = terminals.flatMap((end) => (end.kind === 'sink' && end.sink.resume ? [end.sink] : []));
  }

  /** By sink name, the offset below which it holds everything; asked once until the partition is forgotten. */
  async of({ topic, partition }: TopicPartition, group: string): Promise<ReadonlyMap<string, number>> {
    const name = `${topic}/${partition}`;
    const known = this.known.get(name);
    if (known) return known;
    const asked = await Promise.all(this.sinks.map(async (sink) => [sink.name, await sink.resume?.({ topic, partition, group })] as const));
    const points = new Map(asked.flatMap(([sink, offset]) => (typeof offset === 'number' ? [[sink, offset] as const] : [])));
    this.known.set(name, points);
    return points;
  }

  /** Has the sinks asked again when the partitions come next. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) this.known.delete(`${topic}/${partition}`);
  }
}
