import { describe, expect, it } from '@jest/globals';
import { chunksOf } from './chunks.js';
import { aMessage } from './runner-under-test.js';

const messages = (...sizes: number[]) => sizes.map((size, offset) => aMessage(offset, 'x'.repeat(size)));
const offsets = (sizes: number[], count: number, bytes: number) =>
  [...chunksOf(messages(...sizes), count, bytes)].map((c) => c.map((m) => m.offset));

describe('cutting a batch', () => {
  it.each([
    { why: 'nothing', sizes: [], count: 2, bytes: 10, expected: [] },
    { why: 'all within the bounds', sizes: [1, 1], count: 2, bytes: 10, expected: [[0, 1]] },
    { why: 'too many', sizes: [1, 1, 1], count: 2, bytes: 10, expected: [[0, 1], [2]] },
    { why: 'too large together', sizes: [6, 6, 4], count: 9, bytes: 10, expected: [[0], [1, 2]] },
    { why: 'one too large alone', sizes: [1, 50, 1], count: 9, bytes: 10, expected: [[0], [1], [2]] },
  ])('cuts $why to $expected', ({ sizes, count, bytes, expected }) => {
    expect(offsets(sizes, count, bytes)).toEqual(expected);
  });
});
