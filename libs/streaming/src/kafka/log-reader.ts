import { PermanentError, TransientError, withDeadline, type Clock } from '@lodestream/component';
import type { IncomingBatch, IncomingMessage, Position } from '../event-bus.port.js';
import { logBounds, type LogBounds } from './cluster-queries.js';
import { toIncoming } from './incoming.js';
import type { Cluster, KafkaMessage } from './kafkajs.js';
import type { KafkaBounds, KafkaTimeouts } from './kafka-options.js';
import { brokerErrorType } from './map-error.js';

/** How to read. */
export interface LogReaderOptions {
  readonly clock: Clock;
  readonly timeouts: Pick<KafkaTimeouts, 'maxWaitMs' | 'readMs'>;
  readonly bounds: Pick<KafkaBounds, 'fetchBytes' | 'fetchBytesPerPartition'>;
}

interface Fetched {
  readonly responses: readonly {
    readonly partitions: readonly {
      readonly messages: readonly (KafkaMessage & { isControlRecord?: boolean })[];
    }[];
  }[];
}

const readCommitted = 1;

/** Reads up to so many messages straight from the partition's leader: no group is made, joined or left behind. */
export async function readLog(cluster: Cluster, at: Position, maxMessages: number, options: LogReaderOptions): Promise<IncomingBatch> {
  const { topic, partition } = at;
  await cluster.addTargetTopic(topic);
  await cluster.refreshMetadataIfNecessary();
  if (cluster.findTopicPartitionMetadata(topic).every(({ partitionId }) => partitionId !== partition)) {
    throw new PermanentError(`${topic} has no partition ${partition}`, 'validation');
  }
  for (;;) {
    const [bounds] = await logBounds(cluster, [{ topic, partition }]);
    if (!bounds) throw new TransientError(`no bounds for ${topic}/${partition}`, 'dependency');
    try {
      return { ...bounds, messages: await readBetween(cluster, at.offset, bounds, maxMessages, options) };
    } catch (error) {
      // Retention overtook us between the look and the fetch: look again.
      if (brokerErrorType(error) !== 'OFFSET_OUT_OF_RANGE' || at.offset > bounds.logEnd) throw error;
    }
  }
}

async function readBetween(
  cluster: Cluster,
  from: number,
  bounds: LogBounds,
  maxMessages: number,
  options: LogReaderOptions,
): Promise<IncomingMessage[]> {
  const found: IncomingMessage[] = [];
  const untilMs = options.clock.monotonic() + options.timeouts.readMs;
  for (let next = Math.max(from, bounds.logStart); next < bounds.logEnd && found.length < maxMessages;) {
    const leftMs = untilMs - options.clock.monotonic();
    if (leftMs <= 0)
      throw new TransientError(`reading ${bounds.topic}/${bounds.partition} took longer than ${options.timeouts.readMs} ms`, 'timeout');
    const raw = await withDeadline(fetchOnce(cluster, { ...bounds, offset: next }, options), leftMs, `reading ${bounds.topic}`);
    // A fetch starts at a batch's beginning, which may lie before the offset asked for; what compaction left of it may lie there wholly.
    const fresh = raw.filter((message) => Number(message.offset) >= next);
    found.push(...toIncoming(fresh.filter(({ isControlRecord }) => !isControlRecord)));
    next = Number(fresh.at(-1)?.offset ?? (raw.length > 0 ? next : bounds.logEnd - 1)) + 1;
  }
  return found.slice(0, maxMessages);
}

async function fetchOnce(
  cluster: Cluster,
  { topic, partition, offset }: Position,
  options: LogReaderOptions,
): Promise<readonly (KafkaMessage & { isControlRecord?: boolean })[]> {
  const nodeId = Object.keys(cluster.findLeaderForPartitions(topic, [partition]))[0] ?? '';
  const broker = await cluster.findBroker({ nodeId });
  const { responses } = (await broker.fetch({
    isolationLevel: readCommitted,
    maxWaitTime: options.timeouts.maxWaitMs,
    minBytes: 1,
    maxBytes: options.bounds.fetchBytes,
    topics: [
      {
        topic,
        partitions: [{ partition, fetchOffset: String(offset), maxBytes: options.bounds.fetchBytesPerPartition }],
      },
    ],
  })) as Fetched;
  return responses.flatMap(({ partitions }) => partitions.flatMap(({ messages }) => messages));
}
