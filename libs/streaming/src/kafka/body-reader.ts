/** Reads numbers, texts and bytes of Kafka's protocol one behind the other; the counterpart of `BodyWriter`. Bytes are shared, not copied. */
export class BodyReader {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}

  int8(): number {
    this.at += 1;
    return this.bytes.readInt8(this.at - 1);
  }

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  int64(): bigint {
    this.at += 8;
    return this.bytes.readBigInt64BE(this.at - 8);
  }

  /** A whole number in zigzag and groups of seven bits; exact up to 2^52. */
  varint(): number {
    let rest = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new RangeError('the bytes end in the middle of a number');
      this.at += 1;
      rest += (byte & 0x7f) * weight;
      if (byte < 0x80) return rest % 2 === 0 ? rest / 2 : -(rest + 1) / 2;
    }
  }

  /** Text behind its length in two bytes; null for -1. */
  text(): string | null {
    return this.taken(this.int16())?.toString() ?? null;
  }

  /** Bytes behind their length as a varint; null for -1. */
  content(): Buffer | null {
    return this.taken(this.varint());
  }

  /** Text behind its length as a varint. */
  name(): string {
    const bytes = this.varint();
    this.at += bytes;
    return this.bytes.toString('utf8', this.at - bytes, this.at);
  }

  /** A list behind its length in four bytes; empty for -1. */
  list<T>(one: (reader: this) => T): T[] {
    const items: T[] = [];
    for (let left = this.int32(); left > 0; left -= 1) items.push(one(this));
    return items;
  }

  /** So many of the next bytes; null for -1. */
  taken(bytes: number): Buffer | null {
    if (bytes < 0) return null;
    this.at += bytes;
    return this.bytes.subarray(this.at - bytes, this.at);
  }
}
