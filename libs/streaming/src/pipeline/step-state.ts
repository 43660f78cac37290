import type { TopicPartition } from '../event-bus.port.js';

/** What a step keeps by partition, durably, beside the position of the input that it includes. */
export interface StepState {
  /**
   * Restores a partition's state as it is durable, dropping what was noted since; called before the partition's first message, and again
   * after each `forget`. Answers the next offset the state lacks, null where it holds nothing: where that is below the committed offset
   * the stream is read again from there. What the state includes already may come once more, and has to end as it did.
   */
  resume(at: TopicPartition & { readonly group: string }): Promise<number | null>;
  /** Makes what the step noted durable together with the position: after every sink and output acknowledged, before the group's commit. */
  commit(at: TopicPartition, nextOffset: number): Promise<void>;
  /** The partition was taken away, or a chunk failed: nothing noted counts. */
  forget(at: TopicPartition): void;
}
