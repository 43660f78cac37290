import type { Headers, IncomingMessage } from '../event-bus.port.js';
import { ByteReader } from './byte-reader.js';

/** A message as it lies in its batch; its headers become text only when somebody looks at them. */
export class StoredMessage implements IncomingMessage {
  private decoded: Headers | undefined;

  constructor(
    readonly offset: number,
    readonly timestampMs: number,
    readonly key: Buffer | null,
    readonly value: Buffer | null,
    private readonly batch: Buffer,
    private readonly headersAt: number,
  ) {}

  get headers(): Headers {
    this.decoded ??= readHeaders(this.batch, this.headersAt);
    return this.decoded;
  }
}

function readHeaders(batch: Buffer, at: number): Headers {
  const reader = new ByteReader(batch, at);
  const headers: Record<string, string> = {};
  for (let count = reader.varint(); count > 0; count -= 1) {
    const name = reader.text();
    headers[name] = reader.text();
  }
  return headers;
}
