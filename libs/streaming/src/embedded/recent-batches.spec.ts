import { describe, expect, it } from '@jest/globals';
import type { Change } from './log-store.port.js';
import { RecentBatches } from './recent-batches.js';
import { encodeBatch } from './record-batch.js';

const put = (from: number, lastOffset: number, size = 100): Change => {
  const record = { offset: from, timestampMs: 1, key: null, value: Buffer.alloc(size), headers: {} };
  return { kind: 'put-batch', log: 1, lastOffset, bytes: encodeBatch([record], lastOffset) };
};
const lastOffsetsAt = (recent: RecentBatches, ...offsets: number[]) => offsets.map((offset) => recent.batchAt(1, offset)?.lastOffset);

describe('RecentBatches', () => {
  it('knows the batch that holds an offset, and says nothing of others', () => {
    const recent = new RecentBatches(10_000);
    recent.written([put(3, 5), put(8, 9)]);
    expect(lastOffsetsAt(recent, 2, 3, 5, 6, 8, 9, 10)).toEqual([undefined, 5, 5, undefined, 9, 9, undefined]);
    expect(recent.batchAt(2, 5)).toBeUndefined();
  });

  it('lets the oldest go beyond its bound, and the small ones count for more than their bytes', () => {
    const recent = new RecentBatches(1_000);
    recent.written([put(0, 0, 300), put(1, 1), put(2, 2)]);
    expect(lastOffsetsAt(recent, 0, 1, 2)).toEqual([undefined, 1, 2]);
    for (let offset = 3; offset < 20; offset += 1) recent.written([put(offset, offset, 0)]);
    expect(lastOffsetsAt(recent, 15, 16, 17, 18, 19)).toEqual([undefined, undefined, 17, 18, 19]);
  });

  it('has no word on what is being changed, and forgets what was removed', () => {
    const recent = new RecentBatches(10_000);
    const changes: Change[] = [put(0, 1, 50), { kind: 'remove-batch', log: 1, lastOffset: 3 }];
    recent.written([put(0, 1), put(2, 3), put(4, 5)]);
    recent.unsure(changes);
    expect(lastOffsetsAt(recent, 1, 3, 5)).toEqual([undefined, undefined, 5]);
    recent.written(changes);
    expect(lastOffsetsAt(recent, 1, 3, 5)).toEqual([1, undefined, 5]);
    expect(recent.batchAt(1, 0)?.bytes).toHaveLength((changes[0] as { bytes: Buffer }).bytes.length);
  });
});
