import { type RandomHex, continueTrace } from '../headers/trace-parent.js';
import { headerNames, placeText, writeHeaders } from '../headers/stream-headers.js';
import type { OutgoingMessage, TopicPartition } from '../event-bus.port.js';
import type { Fate } from './fate.js';
import type { Output } from './output.js';

/** Who emits, and when. */
export interface Emitter {
  readonly pipeline: string;
  readonly source: string;
  readonly nowMs: number;
  readonly randomHex: RandomHex;
}

/**
 * The message that carries a value derived from another message. Its event id follows from where its origin lies, so that
 * handling the origin twice makes the same event twice; its trace goes on from the origin's.
 */
export function derivedMessage(
  output: Output<unknown>,
  keyOf: (value: unknown) => string,
  fate: Fate,
  from: TopicPartition,
  emitter: Emitter,
): OutgoingMessage {
  const { message } = fate;
  const origin = { topic: from.topic, partition: from.partition, offset: message.offset };
  const traceState = message.headers[headerNames.traceState];
  const headers = writeHeaders({
    schema: output.schema,
    eventId: `${emitter.pipeline}/${output.name}/${message.headers[headerNames.eventId] ?? placeText(origin)}`,
    producedAtMs: emitter.nowMs,
    source: emitter.source,
    lineage: [origin],
    traceParent: continueTrace(message.headers[headerNames.traceParent], emitter.randomHex),
    ...(traceState !== undefined && { traceState }),
  });
  return { key: keyOf(fate.value), value: output.encode(fate.value), headers };
}
