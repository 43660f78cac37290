/** Reads what a ByteWriter wrote. */
export class ByteReader {
  constructor(
    readonly bytes: Buffer,
    public position: number,
  ) {}

  /** @throws RangeError where the bytes end in the middle of it */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.position];
      if (byte === undefined) throw new RangeError('the bytes end in the middle of a number');
      this.position += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  signedVarint(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  nullableBytes(): Buffer | null {
    const length = this.varint();
    if (length === 0) return null;
    const from = this.position;
    this.position += length - 1;
    return this.bytes.subarray(from, this.position);
  }

  text(): string {
    const length = this.varint();
    const from = this.position;
    this.position += length;
    return this.bytes.toString('utf8', from, this.position);
  }

  /** Passes over a text without decoding it. */
  skipText(): void {
    const length = this.varint();
    this.position += length;
  }

  /** Passes over a text; true when it was this one. Most texts differ in length already. */
  isText(expected: string): boolean {
    const length = this.varint();
    const from = this.position;
    this.position += length;
    // A character takes one to three bytes for each of its units.
    if (length < expected.length || length > 3 * expected.length) return false;
    return this.bytes.toString('utf8', from, this.position) === expected;
  }
}
