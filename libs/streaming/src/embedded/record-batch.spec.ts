import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBatch, encodeBatch, headOf, type OffsetRecord } from './record-batch.js';
import type { StoredMessage } from './stored-message.js';

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)));
const headers = fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 200 }));
const timestampMs = fc.integer({ min: 0, max: 4_102_444_800_000 });
const record = fc.record({
  key: bytes,
  value: bytes,
  headers,
  timestampMs,
  gap: fc.integer({ min: 1, max: 40_000 }),
});

const withOffsets = fc
  .tuple(fc.array(record, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 2 ** 46 }))
  .map(([records, base]) => {
    let offset = base;
    return records.map(({ gap, ...rest }): OffsetRecord => ({ ...rest, offset: (offset += gap) }));
  });

const decoded = (batch: Buffer, from = 0, to = Infinity, limit = Infinity): StoredMessage[] => {
  const messages: StoredMessage[] = [];
  decodeBatch(batch, from, to, limit, messages);
  return messages;
};

const plain = ({ offset, timestampMs: at, key, value, headers: texts }: OffsetRecord): OffsetRecord => ({
  offset,
  timestampMs: at,
  key: key && Buffer.from(key),
  value: value && Buffer.from(value),
  headers: { ...texts },
});

describe('a record batch', () => {
  it('gives back whatever was put in', () => {
    fc.assert(
      fc.property(withOffsets, (records) => {
        const batch = encodeBatch(records, records.at(-1)!.offset);
        expect(decoded(batch).map(plain)).toEqual(records.map(plain));
      }),
    );
  });

  it('tells in its head where it begins and ends, and when', () => {
    fc.assert(
      fc.property(withOffsets, (records) => {
        const times = records.map((each) => each.timestampMs);
        const last = records.at(-1)!.offset;
        expect(headOf(encodeBatch(records, last))).toEqual({
          baseOffset: records[0]!.offset,
          lastOffset: last,
          count: records.length,
          baseTimestampMs: times[0],
          maxTimestampMs: Math.max(...times),
        });
      }),
    );
  });

  it('gives only the part that is asked for', () => {
    const records = [10, 12, 15, 20, 21].map((offset) => ({
      offset,
      timestampMs: 1,
      key: null,
      value: null,
      headers: {},
    }));
    const batch = encodeBatch(records, 21);
    expect(decoded(batch, 12, 21).map(({ offset }) => offset)).toEqual([12, 15, 20]);
    expect(decoded(batch, 11, 99, 2).map(({ offset }) => offset)).toEqual([12, 15]);
  });

  it('notices a bit that was changed', () => {
    const records = [{ offset: 0, timestampMs: 1, key: null, value: Buffer.from('a value'), headers: {} }];
    const batch = Buffer.from(encodeBatch(records, 0));
    for (let at = 0; at < batch.length; at += 1) {
      if (at === 2 || at === 3) continue; // spare
      const changed = Buffer.from(batch);
      changed[at]! ^= 0x10;
      expect(() => decoded(changed)).toThrow(/stored batch/);
    }
  });
});
