import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inKeyOrder } from './key-lanes.js';
import { aMessage } from './runner-under-test.js';

const items = (keys: readonly (string | null)[]) => keys.map((key, offset) => ({ message: aMessage(offset, 'x', key) }));

describe('running by key', () => {
  it('keeps the order of each key and never exceeds the width', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', null), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(keys, fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat(3)), async (all, width, waits) => {
        const ended: { key: string | undefined; offset: number }[] = [];
        let running = 0;
        let most = 0;
        await inKeyOrder(items(all), width, async ({ message }) => {
          running += 1;
          most = Math.max(most, running);
          for (let turns = waits.next().value ?? 0; turns > 0; turns -= 1) await Promise.resolve();
          running -= 1;
          ended.push({ key: message.key?.toString(), offset: message.offset });
        });
        expect(most).toBeLessThanOrEqual(width);
        expect(ended.map((e) => e.offset).sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        for (const key of ['a', 'b', 'c', 'd']) {
          const offsets = ended.filter((e) => e.key === key).map((e) => e.offset);
          expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('begins nothing more after a failure, and ends only when what runs has ended', async () => {
    const begun: number[] = [];
    let running = 0;
    const work = async ({ message }: { message: { offset: number } }): Promise<void> => {
      begun.push(message.offset);
      running += 1;
      await Promise.resolve();
      running -= 1;
      if (message.offset === 0) throw new Error('first');
    };
    await expect(inKeyOrder(items(['a', 'b', 'c', 'd', 'a', 'b']), 2, work)).rejects.toThrow('first');
    expect([begun.length <= 3, running]).toEqual([true, 0]);
  });
});
