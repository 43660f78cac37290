import { fullTopicName, topics } from '@lodestream/records';
import type { TopicSettings } from '@lodestream/streaming';

/** Every topic of the contract under a prefix, as the bus is to keep it. */
export function topicSettings(prefix: string): readonly TopicSettings[] {
  return Object.values(topics).map((topic) => ({
    topic: fullTopicName(prefix, topic),
    partitions: topic.partitions,
    retentionMs: topic.retentionMs,
    compacted: topic.compacted,
  }));
}
