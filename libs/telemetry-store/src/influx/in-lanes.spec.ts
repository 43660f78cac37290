import { describe, expect, it } from '@jest/globals';
import { inLanes, piecesOf } from './in-lanes.js';

describe('inLanes', () => {
  it('has as many parts under way as it may, begins them in order, and hands back what came of each', async () => {
    const begun: number[] = [];
    let [underWay, most] = [0, 0];
    const results = await inLanes([0, 1, 2, 3, 4, 5, 6], 3, async (part) => {
      begun.push(part);
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      return part * 10;
    });
    expect([begun, most, results.sort()]).toEqual([[0, 1, 2, 3, 4, 5, 6], 3, [0, 10, 20, 30, 40, 50, 60]]);
  });

  it('begins nothing after a failure, and throws it once nothing is on its way', async () => {
    const slow = Promise.withResolvers<void>();
    const ended: number[] = [];
    const all = inLanes([0, 1, 2, 3], 2, async (part) => {
      if (part === 1) throw new Error('no room');
      await slow.promise;
      ended.push(part);
    });
    let isOver = false;
    const failed = all.catch((error: Error) => [(isOver = true), error.message]);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(isOver).toBe(false);
    slow.resolve();
    expect([await failed, ended]).toEqual([[true, 'no room'], [0]]);
  });
});

describe('piecesOf', () => {
  it.each([
    { length: 0, sizes: [] },
    { length: 4, sizes: [4] },
    { length: 9, sizes: [4, 4, 1] },
  ])('cuts $length into $sizes', ({ length, sizes }) => {
    const list = Array.from({ length }, (_, at) => at);
    const pieces = piecesOf(list, 4);
    expect([pieces.map((piece) => piece.length), pieces.flat()]).toEqual([sizes, list]);
  });
});
