import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import avsc from 'avsc';
import fc from 'fast-check';
import { codecs, type Codec } from '../src/index.js';
import { schemaOf, type AvroType } from './avro-schema.js';
import { leavesOf } from './leaves.js';
import { arbitraryOf } from './record.arbitrary.js';

const all = Object.values(codecs).map((codec) => {
  const schema = schemaOf(codec.recordName);
  const compiled = avsc.Type.forSchema(schema as avsc.Schema, { wrapUnions: false });
  return { name: codec.recordName, codec: codec as Codec<unknown>, schema, compiled };
});

/** Values that fit no plain type at all, or hardly any. */
const strange = fc.constantFrom<unknown>({}, [], [1], { a: 1 }, 'abc', 1.5, 2 ** 53, -(2 ** 31) - 1, true, null);

describe.each(all)('the codec of $name', ({ codec, schema, compiled }) => {
  it('gives back what it was given', () => {
    fc.assert(fc.property(arbitraryOf(schema), (record) => expect(codec.decode(codec.encode(record))).toEqual(record)));
  });

  it('writes plain JSON that the compiled Avro type finds valid', () => {
    fc.assert(
      fc.property(arbitraryOf(schema), (record) =>
        compiled.isValid(JSON.parse(codec.encode(record).toString()), { noUndeclaredFields: true }),
      ),
    );
  });

  it('reads what a stranger wrote with JSON.stringify', () => {
    fc.assert(fc.property(arbitraryOf(schema), (record) => expect(codec.decode(jsonOf(record))).toEqual(record)));
  });

  it('agrees with the compiled Avro type on every replaced value, and names its path', () => {
    fc.assert(
      fc.property(arbitraryOf(schema), fc.nat(), strange, (sound, nth, value) => {
        const { path, record } = replaceOne(schema, sound, nth, value);
        if (compiled.isValid(record)) expect(codec.decode(codec.encode(record))).toEqual(record);
        else expect(refusalOf(() => codec.encode(record))).toMatch(startingWith(path));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses the same on reading as on writing, but for enum symbols of a later version', () => {
    fc.assert(
      fc.property(
        arbitraryOf(schema),
        fc.nat(),
        strange.filter((value) => typeof value !== 'string'),
        (sound, nth, value) => {
          const { record } = replaceOne(schema, sound, nth, value);
          expect(refusalOf(() => codec.decode(jsonOf(record)))).toBe(refusalOf(() => codec.encode(record)));
        },
      ),
    );
  });

  it('never gives a number that is not finite to JSON', () => {
    fc.assert(
      fc.property(arbitraryOf(schema), fc.nat(), fc.constantFrom(NaN, Infinity, -Infinity), (sound, nth, value) => {
        expect(refusalOf(() => codec.encode(sound))).toBeNull();
        const { path, record } = replaceOne(schema, sound, nth, value);
        expect(refusalOf(() => codec.encode(record))).toMatch(startingWith(path));
      }),
    );
  });

  it('ends any bytes as a record or as a permanent error in one bounded line', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const refusal = refusalOf(() => codec.decode(Buffer.from(bytes)));
          expect(refusal === null || (refusal.length < 400 && !refusal.includes('\n'))).toBe(true);
        },
      ),
    );
  });
});

function replaceOne(schema: AvroType, sound: unknown, nth: number, value: unknown): { path: string; record: unknown } {
  const record = structuredClone(sound);
  const leaves = leavesOf(schema, record);
  const leaf = leaves[nth % leaves.length]!;
  leaf.replace(value);
  return { path: leaf.path, record };
}

const jsonOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const startingWith = (path: string): RegExp => new RegExp(`^${path.replace(/[.[\]]/g, '\\$&')}: expected .+, got `);

function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof PermanentError) return error.message;
    throw error;
  }
}
