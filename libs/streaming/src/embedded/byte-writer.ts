/** Writes numbers and bytes one after the other into a buffer that is large enough from the start. */
export class ByteWriter {
  private position = 0;
  private readonly bytes: Buffer;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafe(capacity);
  }

  skip(count: number): void {
    this.position += count;
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.position] = (rest % 0x80) | 0x80;
      this.position += 1;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.position] = rest;
    this.position += 1;
  }

  signedVarint(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** A null is told from no bytes by the length, which is one more than that of the bytes. */
  nullableBytes(value: Buffer | null): void {
    if (value === null) return this.varint(0);
    this.varint(value.length + 1);
    this.bytes.set(value, this.position);
    this.position += value.length;
  }

  text(value: string): void {
    const lengthAt = this.reserveVarint(3 * value.length);
    this.position += this.bytes.write(value, this.position, 'utf8');
    this.fillVarint(lengthAt);
  }

  /** Leaves room for a number that is not known yet but is not above `most`. */
  reserveVarint(most: number): { at: number; width: number } {
    let width = 1;
    for (let rest = most; rest >= 0x80; rest = Math.floor(rest / 0x80)) width += 1;
    const reserved = { at: this.position, width };
    this.position += width;
    return reserved;
  }

  /** Fills the room with the count of bytes written since, padded to the room's width. */
  fillVarint({ at, width }: { at: number; width: number }): void {
    let rest = this.position - at - width;
    for (let index = 0; index < width; index += 1) {
      this.bytes[at + index] = (rest % 0x80) | (index < width - 1 ? 0x80 : 0);
      rest = Math.floor(rest / 0x80);
    }
  }

  /** A copy of exactly what was written, without the spare room. */
  finish(): Buffer {
    return this.bytes.length - this.position < 4_096
      ? this.bytes.subarray(0, this.position)
      : Buffer.from(this.bytes.subarray(0, this.position));
  }
}
