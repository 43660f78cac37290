import { fullTopicName, internalTopics, topics } from '@lodestream/records';
import type { TopicSettings } from '@lodestream/streaming';

/** Every topic of the contract, and those that services keep for themselves, under a prefix, as the bus is to keep it. */
export function topicSettings(prefix: string): readonly TopicSettings[] {
  return [...Object.values(topics), ...Object.values(internalTopics)].map((topic) => ({
    topic: fullTopicName(prefix, topic),
    partitions: topic.partitions,
    retentionMs: topic.retentionMs,
    compacted: topic.compacted,
  }));
}
