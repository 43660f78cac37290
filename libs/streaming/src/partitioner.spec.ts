import { describe, expect, it } from '@jest/globals';
import { murmur2, partitionOf } from './partitioner.js';

// What Kafka's own Java client returns for these keys.
const javaVectors = [
  { key: '21', hash: -973932308 },
  { key: 'foobar', hash: -790332482 },
  { key: 'a-little-bit-long-string', hash: -985981536 },
  { key: 'a-little-bit-longer-string', hash: -1486304829 },
  { key: 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', hash: -58897971 },
  { key: 'abc', hash: 479470107 },
] as const;

describe('murmur2', () => {
  it.each(javaVectors)('hashes $key to $hash, as the Java client does', ({ key, hash }) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });
});

describe('partitionOf', () => {
  it.each(javaVectors)('puts $key where the Java client would', ({ key, hash }) => {
    expect(partitionOf(key, 24)).toBe((hash & 0x7fffffff) % 24);
  });
});
