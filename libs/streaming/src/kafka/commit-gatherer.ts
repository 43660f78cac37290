import type { TopicPartition } from '../event-bus.port.js';
import type { EachBatchPayload } from './kafkajs.js';

/** Where a group is to stand in one partition, and the text beside it. */
export interface PartitionCommit extends TopicPartition {
  readonly offset: string;
  readonly metadata: string;
}

type Send = EachBatchPayload['commitOffsetsIfNecessary'];

/**
 * Sends the commits of partitions that come to their end in the same moment, as those of one fetch or of one write to a store do, in one
 * request: to the client and to the broker a request costs far more than an offset in it. All of them fail together.
 */
export class CommitGatherer {
  private gathered: { readonly commits: PartitionCommit[]; readonly sent: Promise<void> } | null = null;

  /** Resolves once the broker has it; the first one's `send` takes all that come before the event loop's next turn. */
  commit(one: PartitionCommit, send: Send): Promise<void> {
    if (this.gathered !== null) {
      this.gathered.commits.push(one);
      return this.gathered.sent;
    }
    const commits = [one];
    const sent = nextTurn().then(() => {
      this.gathered = null;
      return send(offsetsOf(commits));
    });
    this.gathered = { commits, sent };
    return sent;
  }
}

/** As kafkajs wants them: by topic. */
export function offsetsOf(commits: readonly PartitionCommit[]): NonNullable<Parameters<Send>[0]> {
  const byTopic = Map.groupBy(commits, ({ topic }) => topic);
  const topics = [...byTopic].map(([topic, ofTopic]) => ({
    topic,
    partitions: ofTopic.map(({ partition, offset, metadata }) => ({ partition, offset, metadata })),
  }));
  return { topics };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
