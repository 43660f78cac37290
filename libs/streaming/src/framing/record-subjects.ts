import { avroSchemas, fullTopicName, topics } from '@lodestream/records';

/** What stands, or should, in a registry for one topic of ours. */
export interface RecordSubject {
  readonly topic: string;
  readonly subject: string;
  /** The Avro schema as JSON text, without white space. */
  readonly schema: string;
}

/** The subject that a topic's schema is registered under: the topic's full name and `-value`. */
export const subjectOf = (topic: string): string => `${topic}-value`;

/** The subject of every topic of records, under a prefix, with the very schema that a writer of ours registers. */
export function recordSubjects(topicPrefix: string): RecordSubject[] {
  return Object.values(topics).map((topic) => {
    const name = fullTopicName(topicPrefix, topic);
    return { topic: name, subject: subjectOf(name), schema: JSON.stringify(JSON.parse(avroSchemas[topic.record]!)) };
  });
}
