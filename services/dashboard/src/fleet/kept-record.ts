import { type Codec, isFrame } from '@lodestream/records';

/** A record that can be had again. */
export interface Kept<T> {
  again(): T;
}

/**
 * How to have a record again for whoever asks, without keeping it: its JSON is one piece of memory where the record is a hundred, which
 * the garbage collector would walk for every miner of the fleet. `former` is what was kept before and is over now: its memory is used
 * again where it fits. A frame, which only the bus can read, is kept as the record it was.
 */
export function keptRecord<T>(codec: Pick<Codec<T>, 'decode'>, record: T, bytes: Buffer, former: Kept<T> | null = null): Kept<T> {
  if (isFrame(bytes)) return { again: () => record };
  const kept = former instanceof KeptBytes && former.fits(bytes) ? (former as KeptBytes<T>) : new KeptBytes(codec, bytes.length);
  kept.take(bytes);
  return kept;
}

/** Memory beside the heap, so that a fleet's readings are no garbage of every minute; a little larger than its first record. */
class KeptBytes<T> implements Kept<T> {
  private readonly memory: Buffer;
  private length = 0;

  constructor(
    private readonly codec: Pick<Codec<T>, 'decode'>,
    length: number,
  ) {
    this.memory = Buffer.allocUnsafeSlow(length + (length >>> 3));
  }

  /** Whether these bytes have room here, and do not waste it. */
  fits({ length }: Buffer): boolean {
    return length <= this.memory.length && this.memory.length <= 2 * length;
  }

  take(bytes: Buffer): void {
    this.length = bytes.copy(this.memory);
  }

  again(): T {
    return this.codec.decode(this.memory.subarray(0, this.length));
  }
}
