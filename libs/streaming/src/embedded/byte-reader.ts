/** Reads what a ByteWriter wrote. */
export class ByteReader {
  constructor(
    readonly bytes: Buffer,
    public position: number,
  ) {}

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.position] as number;
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
}
