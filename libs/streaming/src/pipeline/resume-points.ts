import type { TopicPartition } from '../event-bus.port.js';
import type { BoundStep, Terminal } from './pipeline.js';
import type { StepState } from './step-state.js';

type Resume = (at: TopicPartition & { readonly group: string }) => Promise<number | null>;

/**
 * Those of a pipeline who know by themselves how far they are: sinks that keep positions, and the state of steps. Each is asked once
 * after a partition arrived, until it is forgotten.
 */
export class ResumePoints {
  private readonly states: readonly StepState[];
  private readonly resumes: readonly Resume[];
  private readonly asked = new Set<string>();

  constructor(steps: readonly BoundStep[], terminals: readonly Terminal[]) {
    this.states = steps.flatMap(({ step }) => (step.state ? [step.state] : []));
    const sinks = terminals.flatMap((end) => (end.kind === 'sink' && end.sink.resume ? [end.sink.resume] : []));
    this.resumes = [
      ...sinks,
      ...this.states.map(
        (state): Resume =>
          (at) =>
            state.resume(at),
      ),
    ];
  }

  /** Whether anyone here may need the stream to be read again. */
  get any(): boolean {
    return this.resumes.length > 0;
  }

  /** Whether steps keep state. */
  get stateful(): boolean {
    return this.states.length > 0;
  }

  /** The lowest next offset that one of them needs; null where none keeps positions, and where they have said so already. */
  async ask(at: TopicPartition, group: string): Promise<number | null> {
    const { topic, partition } = at;
    if (!this.any || this.asked.has(nameOf(at))) return null;
    const answers = await Promise.all(this.resumes.map((resume) => resume({ topic, partition, group })));
    this.asked.add(nameOf(at));
    const needed = answers.filter((offset) => typeof offset === 'number');
    return needed.length === 0 ? null : Math.min(...needed);
  }

  /** Makes what steps noted durable. */
  async commit({ topic, partition }: TopicPartition, nextOffset: number): Promise<void> {
    await Promise.all(this.states.map((state) => state.commit({ topic, partition }, nextOffset)));
  }

  /** Has everyone asked again when the partitions come next. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const at of partitions) {
      this.asked.delete(nameOf(at));
      for (const state of this.states) state.forget(at);
    }
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
