import { type Codec, isFrame } from '@lodestream/records';

/**
 * How to have a record again for whoever asks, without keeping it: its JSON is one piece of memory where the record is a hundred, which
 * the garbage collector would walk for every miner of the fleet. A frame, which only the bus can read, is kept as the record it was.
 */
export function keptRecord<T>(codec: Pick<Codec<T>, 'decode'>, record: T, bytes: Buffer): () => T {
  if (isFrame(bytes)) return () => record;
  const letters = bytes.toString('latin1');
  return () => codec.decode(Buffer.from(letters, 'latin1'));
}
