import type { Headers, IncomingMessage } from '../event-bus.port.js';
import { setHeader } from '../headers/set-header.js';
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

  header(name: string): string | undefined {
    return this.decoded === undefined ? findHeader(this.batch, this.headersAt, name) : this.decoded[name];
  }
}

/** Passes over the other headers without making text of them; the last of a name counts, as in {@link readHeaders}. */
function findHeader(batch: Buffer, at: number, name: string): string | undefined {
  const reader = new ByteReader(batch, at);
  let found: string | undefined;
  for (let count = reader.varint(); count > 0; count -= 1) {
    if (reader.isText(name)) found = reader.text();
    else reader.skipText();
  }
  return found;
}

function readHeaders(batch: Buffer, at: number): Headers {
  const reader = new ByteReader(batch, at);
  const headers: Record<string, string> = {};
  for (let count = reader.varint(); count > 0; count -= 1) {
    const name = reader.text();
    setHeader(headers, name, reader.text());
  }
  return headers;
}
