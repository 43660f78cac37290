import type { TopicPartition } from '../event-bus.port.js';

/** What one assignment knows of one of its partitions. */
export class PartitionTrack implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  /** Where delivery resumes after a rejection: everything before it is done. */
  done = 0;
  /** The offset that comes next, if nothing is lost. */
  expected = 0;
  logStart = 0;
  /** Rejections in a row. */
  failures = 0;
  /** Nothing is delivered before the position is known, nor while a rejected batch waits for its next try. */
  held = true;
  /** Whether a handler has a batch now. */
  busy = false;
  readonly ending = new AbortController();

  constructor({ topic, partition }: TopicPartition) {
    this.topic = topic;
    this.partition = partition;
  }
}
