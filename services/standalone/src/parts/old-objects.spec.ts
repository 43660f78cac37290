import { describe, expect, it, jest } from '@jest/globals';
import { OldObjects } from './old-objects.js';

const mebibyte = 1024 * 1024;

describe('OldObjects', () => {
  it.each([
    [20, 0],
    [400, 1],
  ])('of %i MiB in use are collected %i times', async (mebibytes, times) => {
    const collect = jest.fn<() => void>();
    await new OldObjects(collect, () => mebibytes * mebibyte).start();
    expect(collect).toHaveBeenCalledTimes(times);
  });

  it('are gone afterwards, though V8 would have kept them', async () => {
    const before = bytesWithLists();
    await new OldObjects().start();
    expect(process.memoryUsage().heapUsed).toBeLessThan(before - 100 * mebibyte);
  });
});

/** How much is in use while lists of 160 MB are, which nobody holds afterwards. */
function bytesWithLists(): number {
  const lists = Array.from({ length: 1_000 }, () => Array.from({ length: 20_000 }, (_, n) => n + 0.5));
  const bytes = process.memoryUsage().heapUsed;
  expect(lists).toHaveLength(1_000);
  return bytes;
}
