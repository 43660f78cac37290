import type { TopicDefinition } from '@lodestream/records';
import type { OutgoingMessage } from '../event-bus.port.js';
import { writeHeaders } from '../headers/stream-headers.js';
import { continueTrace } from '../headers/trace-parent.js';
import type { Output } from './output.js';

/** An output that writes the records of a topic of the registry. */
export function recordOutput<T, I>(name: string, topic: TopicDefinition<T, I>, topicPrefix: string): Output<T> {
  return {
    name,
    topic: topicPrefix + topic.name,
    schema: topic.codec.schema,
    encode: (record) => topic.codec.encode(record),
  };
}

/** What is to be said of a record that was not made from another message. */
export interface FirstHand {
  /** Equal for equal events. */
  readonly eventId: string;
  readonly nowMs: number;
  /** Service and instance. */
  readonly source: string;
  /** The trace that caused it, if any. */
  readonly traceParent?: string;
}

/** The message for a record that begins its life here, as a poller's readings do. */
export function firstHandMessage<T>(output: Output<T>, key: string, record: T, facts: FirstHand): OutgoingMessage {
  const headers = writeHeaders({
    schema: output.schema,
    eventId: facts.eventId,
    producedAtMs: facts.nowMs,
    source: facts.source,
    lineage: [],
    traceParent: continueTrace(facts.traceParent),
  });
  return { key, value: output.encode(record), headers };
}
