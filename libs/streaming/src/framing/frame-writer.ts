import { PermanentError } from '@lodestream/component';
import { type Codec, type DecodeTally, isFrame } from '@lodestream/records';
import type { OutgoingMessage } from '../event-bus.port.js';
import { frame } from './frame.js';
import type { ReaderSchema } from './reading-plan.js';

/** What writing frames of one topic takes. */
export interface FramedTopic {
  readonly codec: Codec<unknown>;
  readonly own: ReaderSchema;
}

/**
 * The message with its record in Avro binary. What is no record of this very version travels as it is, whatever it may be: a tombstone, a
 * frame already, the original bytes of a dead letter that is replayed. Readers judge it as they would have.
 */
export function framed(message: OutgoingMessage, { codec, own }: FramedTopic, schemaId: number): OutgoingMessage {
  if (message.value === null) return message;
  const bytes = typeof message.value === 'string' ? Buffer.from(message.value) : message.value;
  const record = isFrame(bytes) ? null : recordIn(bytes, codec);
  return record === null ? message : { ...message, value: frame(schemaId, own.type.toBuffer(record)) };
}

function recordIn(bytes: Buffer, codec: Codec<unknown>): unknown {
  const tally: DecodeTally = { unknownFields: 0 };
  try {
    const record = codec.decode(bytes, { tally });
    return tally.unknownFields === 0 ? record : null;
  } catch (error) {
    if (error instanceof PermanentError) return null;
    throw error;
  }
}
