import { inspect } from 'node:util';
import { type Clock, errorClassOf, PermanentError, TransientError } from '@lodestream/component';
import { type DeadLetter, topics } from '@lodestream/records';
import type { OutgoingMessage, Publisher } from '../event-bus.port.js';
import { headerNames, placeText, writeHeaders } from '../headers/stream-headers.js';
import { continueTrace, type RandomHex, systemRandomHex } from '../headers/trace-parent.js';
import type { Letter, LetterBox } from '../pipeline/runner-parts.js';
import { letterHeaders } from './letter.js';
import { packOriginal } from './letter-packing.js';

/** What writing dead letters needs. */
export interface DeadLetterWriterParts {
  readonly publisher: Publisher;
  readonly topicPrefix: string;
  readonly clock: Clock;
  /** Service and instance. */
  readonly source: string;
  readonly randomHex?: RandomHex;
}

const maxCauseChars = 1_000;
const maxSendBytes = 4 * 1024 * 1024;

/** Writes given-up messages to the dead-letter topic, whole; a letter too large for the broker goes in several parts. */
export class DeadLetterWriter implements LetterBox {
  private readonly topic: string;

  constructor(private readonly parts: DeadLetterWriterParts) {
    this.topic = parts.topicPrefix + topics.deadLetters.name;
  }

  /** Resolves once every letter is durable. @throws TransientError or PermanentError of the bus; nothing may be committed then */
  async write(letters: readonly Letter[]): Promise<void> {
    let pending: OutgoingMessage[] = [];
    let bytes = 0;
    for (const message of letters.flatMap((letter) => this.messagesOf(letter))) {
      const size = message.value?.length ?? 0;
      if (pending.length > 0 && bytes + size > maxSendBytes) {
        await this.parts.publisher.send(this.topic, pending);
        pending = [];
        bytes = 0;
      }
      pending.push(message);
      bytes += size;
    }
    if (pending.length > 0) await this.parts.publisher.send(this.topic, pending);
  }

  private messagesOf(letter: Letter): OutgoingMessage[] {
    const { message } = letter.fate;
    const packed = packOriginal(message);
    const id = `${letter.pipeline}/${placeText({ ...letter, offset: message.offset })}`;
    const record = { ...this.recordOf(letter), key: packed.key?.toString('base64') ?? null, headers: { ...packed.headers } };
    return packed.parts.map((part, i) => ({
      key: packed.key ?? id,
      value: topics.deadLetters.codec.encode({ ...record, value: part?.toString('base64') ?? null }),
      headers: {
        ...this.headersOf(letter, id),
        ...(packed.parts.length > 1 && { [letterHeaders.part]: `${i + 1}/${packed.parts.length}` }),
        ...(packed.segments !== null && { [letterHeaders.segments]: packed.segments }),
      },
    }));
  }

  private recordOf({ topic, partition, pipeline, fate }: Letter): Omit<DeadLetter, 'key' | 'value' | 'headers'> {
    const { message, ended } = fate;
    return {
      at: this.parts.clock.now(),
      pipeline,
      step: ended?.step ?? null,
      reason: ended?.reason ?? 'unknown',
      cause: sentenceOf(ended?.cause),
      error_class: ended?.cause instanceof Error ? errorClassOf(ended.cause) : null,
      attempts: ended?.attempts ?? 0,
      origin: { topic, partition, offset: message.offset, timestamp: message.timestampMs },
    };
  }

  private headersOf({ topic, partition, fate }: Letter, id: string): Record<string, string> {
    const facts = writeHeaders({
      schema: topics.deadLetters.codec.schema,
      eventId: id,
      producedAtMs: this.parts.clock.now(),
      source: this.parts.source,
      lineage: [{ topic, partition, offset: fate.message.offset }],
      traceParent: continueTrace(fate.message.headers[headerNames.traceParent], this.parts.randomHex ?? systemRandomHex),
    });
    return { ...facts, [letterHeaders.id]: id };
  }
}

/** Any cause as one bounded sentence, or null where none was given. */
export function sentenceOf(cause: unknown): string | null {
  if (cause === undefined || cause === null) return null;
  const ours = cause instanceof PermanentError || cause instanceof TransientError;
  const text = cause instanceof Error ? (ours ? cause.message : `${cause.name}: ${cause.message}`) : textOf(cause);
  return text.length <= maxCauseChars ? text : `${text.slice(0, maxCauseChars)}…`;
}

function textOf(cause: unknown): string {
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 2, breakLength: Infinity });
}
