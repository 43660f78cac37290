import type { Headers, IncomingMessage } from '../event-bus.port.js';
import { setHeader } from '../headers/set-header.js';
import type { KafkaMessage } from './kafkajs.js';

type RawHeaders = NonNullable<KafkaMessage['headers']>;

/** A message as kafkajs read it; its time and headers are decoded only when someone looks, which costs a third of all of this. */
class ReadMessage implements IncomingMessage {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly #raw: KafkaMessage;
  #headers: Headers | undefined;

  constructor(message: KafkaMessage) {
    this.offset = Number(message.offset);
    this.key = message.key;
    this.value = message.value;
    this.#raw = message;
  }

  get timestampMs(): number {
    return Number(this.#raw.timestamp);
  }

  get headers(): Headers {
    return (this.#headers ??= decodeHeaders(this.#raw.headers));
  }

  header(name: string): string | undefined {
    const value = this.#raw.headers?.[name];
    return (Array.isArray(value) ? value.at(-1) : value)?.toString();
  }
}

/** Translates messages, keeping their order. */
export function toIncoming(messages: readonly KafkaMessage[]): IncomingMessage[] {
  return messages.map((message) => new ReadMessage(message));
}

/** Header values as UTF-8 text; of a name that stands several times the last value counts. */
export function decodeHeaders(raw: RawHeaders | undefined): Headers {
  const headers: Record<string, string> = {};
  for (const name in raw) {
    const value = raw[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    // Kafka allows a header without a value, which its types do not tell of.
    const text = last?.toString();
    if (text !== undefined) setHeader(headers, name, text);
  }
  return headers;
}
