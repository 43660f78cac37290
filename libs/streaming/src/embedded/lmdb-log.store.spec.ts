import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LmdbLogStore } from './lmdb-log.store.js';
import type { Change } from './log-store.port.js';
import { MemoryLogStore } from './memory-log.store.js';
import { encodeBatch } from './record-batch.js';

/** So little that most of what is written has to be read from the file again. */
const recentBytes = 1_200;
const mostOffset = 12;

const change: fc.Arbitrary<Change> = fc
  .record({
    log: fc.integer({ min: 1, max: 2 }),
    lastOffset: fc.constantFrom(2, 5, 8, 11),
    size: fc.integer({ min: -100, max: 200 }),
  })
  .map(({ log, lastOffset, size }) =>
    size < 0 ? { kind: 'remove-batch', log, lastOffset } : { kind: 'put-batch', log, lastOffset, bytes: batch(lastOffset, size) },
  );

function batch(lastOffset: number, size: number): Buffer {
  const value = Buffer.alloc(size, size);
  return encodeBatch([{ offset: lastOffset - (size % 3), timestampMs: 1, key: null, value, headers: {} }], lastOffset);
}

describe('LmdbLogStore', () => {
  it('answers as the file would, whatever of it is still in memory', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lmdb-log-'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), async (writes) => {
        const store = new LmdbLogStore(await mkdtemp(join(directory, 'log-')), recentBytes);
        const expected = new MemoryLogStore();
        await store.open();
        try {
          for (const changes of writes) {
            await Promise.all([store.write(changes), expected.write(changes)]);
            for (let offset = 0; offset <= mostOffset; offset += 1)
              for (const log of [1, 2]) expect(store.batchAt(log, offset)).toEqual(expected.batchAt(log, offset));
          }
        } finally {
          await store.close();
        }
      }),
      { numRuns: 40 },
    );
    await rm(directory, { recursive: true, force: true });
  });

  it('refuses to read once it is closed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lmdb-log-'));
    const store = new LmdbLogStore(directory);
    await store.open();
    await store.write([{ kind: 'put-batch', log: 1, lastOffset: 2, bytes: batch(2, 10) }]);
    expect(store.batchAt(1, 1)?.lastOffset).toBe(2);
    await store.close();
    expect(() => store.batchAt(1, 1)).toThrow('it is not open');
    await rm(directory, { recursive: true, force: true });
  });
});
