import { PermanentError } from '@lodestream/component';
import type { Headers } from '../event-bus.port.js';
import type { OriginalMessage } from './letter.js';

/** The most original bytes one message of the dead-letter topic carries: in base64, with all around it, under a broker's usual 1 MB. */
export const maxPartBytes = 512 * 1024;
const maxPlainHeaderBytes = 64 * 1024;
const maxPlainKeyBytes = 32 * 1024;

/** An original message cut to parts that a broker takes. */
export interface PackedLetter {
  /** Headers and key as the record's own fields; empty and null where they had to go into the bytes. */
  readonly headers: Headers;
  readonly key: Buffer | null;
  /** The bytes, in order; one null where a small letter had no value. */
  readonly parts: readonly (Buffer | null)[];
  /** Present where value, headers and key were joined. */
  readonly segments: string | null;
}

/** Packs a message without losing a byte: a large one is cut, and headers or a key that are large themselves are cut along. */
export function packOriginal(original: OriginalMessage): PackedLetter {
  const headerBytes = Buffer.from(JSON.stringify(original.headers));
  if (isPlain(original, headerBytes)) return { headers: original.headers, key: original.key, parts: cut(original.value), segments: null };
  const { value, key } = original;
  const joined = Buffer.concat([value ?? Buffer.alloc(0), headerBytes, key ?? Buffer.alloc(0)]);
  const segments = [value?.length ?? -1, headerBytes.length, key?.length ?? -1].join(',');
  return { headers: {}, key: null, parts: cut(joined), segments };
}

/** The message that was packed. @throws PermanentError when the bytes are not what the lengths say */
export function unpackOriginal(packed: PackedLetter): OriginalMessage {
  const bytes = packed.parts.length === 1 && packed.parts[0] === null ? null : Buffer.concat(packed.parts.map((p) => p ?? Buffer.alloc(0)));
  if (packed.segments === null) return { key: packed.key, value: bytes, headers: packed.headers };
  const [valueLength = -1, headersLength = 0, keyLength = -1] = packed.segments.split(',').map(Number);
  const from = Math.max(0, valueLength);
  const end = from + headersLength;
  if (!bytes || bytes.length !== end + Math.max(0, keyLength))
    throw new PermanentError('the parts of a dead letter do not fit together', 'malformed');
  return {
    value: valueLength < 0 ? null : bytes.subarray(0, valueLength),
    headers: JSON.parse(bytes.subarray(from, end).toString()) as Headers,
    key: keyLength < 0 ? null : bytes.subarray(end),
  };
}

/** The record's own fields will do: nothing is too large for them, and no header has the one name that codecs refuse. */
function isPlain({ key, headers }: OriginalMessage, headerBytes: Buffer): boolean {
  return headerBytes.length <= maxPlainHeaderBytes && (key?.length ?? 0) <= maxPlainKeyBytes && !Object.hasOwn(headers, '__proto__');
}

function cut(bytes: Buffer | null): readonly (Buffer | null)[] {
  if (bytes === null) return [null];
  const count = Math.max(1, Math.ceil(bytes.length / maxPartBytes));
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * maxPartBytes, (i + 1) * maxPartBytes));
}
