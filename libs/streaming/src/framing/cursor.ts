import { PermanentError } from '@lodestream/component';

const maxLongBytes = 10;

/** A place in Avro binary that never leaves it. */
export class Cursor {
  position = 0;
  /** Records that the place is inside of. */
  depth = 0;
  private items = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Passes over a number, whatever it is. */
  skipLong(): void {
    for (let count = 0; count < maxLongBytes; count += 1) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) this.refuse('an end too soon');
      if (byte < 0x80) return;
    }
    this.refuse(`a number of more than ${maxLongBytes} bytes`);
  }

  /** Passes over a length or a count and returns it: seven bits a byte, the lowest first, the sign in the last bit. */
  count(): number {
    let value = 0;
    let factor = 1;
    for (let at = 0; at < maxLongBytes; at += 1) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) this.refuse('an end too soon');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return this.unzigzag(value);
      factor *= 128;
    }
    return this.refuse(`a number of more than ${maxLongBytes} bytes`);
  }

  /** Passes over `length` bytes and returns a view of them. */
  take(length: number): Buffer {
    if (length < 0 || length > this.bytes.length - this.position) this.refuse('an end too soon');
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /** Accounts for items about to be read: there cannot be more of them than bytes in all. */
  spend(items: number): void {
    this.items += items;
    if (this.items > this.bytes.length) this.refuse('more items than bytes');
  }

  /** Ends the walk. */
  refuse(got: string): never {
    throw new PermanentError(`expected a record in Avro binary, got ${got} at byte ${this.position}`, 'malformed');
  }

  private unzigzag(value: number): number {
    if (value > Number.MAX_SAFE_INTEGER) this.refuse('a count beyond all bounds');
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
