/** What a field of Kafka's may hold: text is written as UTF-8. */
export type Content = string | Buffer | null;

/** Writes numbers, texts and bytes of Kafka's protocol one behind the other into memory whose size was reckoned before. */
export class BodyWriter {
  readonly bytes: Buffer;
  at = 0;

  /** @param room at least as many bytes as will be written */
  constructor(room: number) {
    this.bytes = Buffer.allocUnsafe(room);
  }

  int8(value: number): void {
    this.bytes[this.at] = value;
    this.at += 1;
  }

  int16(value: number): void {
    this.at = this.bytes.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  /** Leaves room for a number of four bytes that is known later; returns where it will stand. */
  later(): number {
    this.at += 4;
    return this.at - 4;
  }

  int64(value: bigint): void {
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  /** A whole number in zigzag and groups of seven bits, low ones first. */
  varint(value: number): void {
    let rest = zigzag(value);
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.int8((rest % 0x80) | 0x80);
    this.int8(rest);
  }

  /** Text behind its length in two bytes; -1 for null. */
  text(value: string | null): void {
    this.int16(value === null ? -1 : Buffer.byteLength(value));
    if (value !== null) this.raw(value);
  }

  /** Content behind its length as a varint; -1 for null. */
  content(value: Content): void {
    this.varint(value === null ? -1 : Buffer.byteLength(value));
    if (value !== null) this.raw(value);
  }

  private raw(value: string | Buffer): void {
    if (typeof value === 'string') this.at += this.bytes.write(value, this.at);
    else {
      this.bytes.set(value, this.at);
      this.at += value.length;
    }
  }
}

/** How many bytes a varint takes. */
export function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = zigzag(value); rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes += 1;
  return bytes;
}

/** How many bytes {@link BodyWriter.content} takes. */
export function contentBytes(value: Content): number {
  if (value === null) return varintBytes(-1);
  const length = Buffer.byteLength(value);
  return varintBytes(length) + length;
}

/** Small numbers of either sign become small ones without: 0, -1, 1, -2 become 0, 1, 2, 3. Exact up to 2^52. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}
