const multiplier = 0x5bd1e995;
const seed = 0x9747b28c;
const positiveMask = 0x7fffffff;

/** The 32-bit murmur2 hash (signed, Kafka's seed) that Java clients and kafkajs use for keys. */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const whole = length & ~3;
  let hash = seed ^ length;
  for (let at = 0; at < whole; at += 4) {
    const word = byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24);
    const mixed = Math.imul(word, multiplier);
    hash = Math.imul(hash, multiplier) ^ Math.imul(mixed ^ (mixed >>> 24), multiplier);
  }
  return finish(length > whole ? Math.imul(hash ^ tailOf(bytes, whole), multiplier) : hash);
}

/** The partition of a key: equal keys meet in equal partition numbers, whichever bus carries them. */
export function partitionOf(key: string | Uint8Array, partitions: number): number {
  const bytes = typeof key === 'string' ? Buffer.from(key, 'utf8') : key;
  return (murmur2(bytes) & positiveMask) % partitions;
}

function tailOf(bytes: Uint8Array, from: number): number {
  let tail = 0;
  for (let at = bytes.length - 1; at >= from; at -= 1) tail = (tail << 8) | byteAt(bytes, at);
  return tail;
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 13), multiplier);
  return mixed ^ (mixed >>> 15);
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
