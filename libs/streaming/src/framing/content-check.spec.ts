import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import fc from 'fast-check';
import { acceptedSamples } from './accepted-samples.js';
import type { AvroSchema } from './avro-schema.js';
import { contentCheck } from './content-check.js';

const refusalOf = (schema: AvroSchema, bytes: Buffer): string | null => {
  try {
    contentCheck(schema)(bytes);
    return null;
  } catch (error) {
    if (error instanceof PermanentError) return error.message;
    throw error;
  }
};

describe.each(acceptedSamples())('the content of $record', ({ schema, bytes }) => {
  it('is accepted whole, and refused where the end or more is cut or something follows', () => {
    const check = contentCheck(schema);
    expect(() => check(bytes)).not.toThrow();
    expect(() => check(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(/1 bytes more than its schema has/);
    for (let length = 0; length < bytes.length; length += 1) expect(() => check(bytes.subarray(0, length))).toThrow(PermanentError);
  });

  it('is passed or refused soon, however it is damaged', () => {
    const check = contentCheck(schema);
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const began = performance.now();
    fc.assert(
      fc.property(damage, (places) => {
        const damaged = Buffer.from(bytes);
        for (const [place, byte] of places) damaged[place] = byte;
        try {
          check(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(PermanentError);
        }
      }),
      { numRuns: 300 },
    );
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('bytes that would cost more than they weigh', () => {
  const nested = { type: 'record', name: 'Node', fields: [{ name: 'next', type: ['null', 'Node'] }] } as const;
  const empty = { type: 'array', items: { type: 'record', name: 'Nothing', fields: [] } } as const;

  it.each([
    { what: 'an array of 2^31 items', schema: { type: 'array', items: 'string' }, hex: '8080808010', says: /more items than bytes/ },
    { what: 'a map of 2^31 entries', schema: { type: 'map', values: 'long' }, hex: '8080808010', says: /more items than bytes/ },
    { what: 'a negative count of 2^31', schema: { type: 'array', items: 'int' }, hex: 'ffffffff0f0200', says: /more items than bytes/ },
    { what: 'items that take no bytes, block after block', schema: empty, hex: '0806060600', says: /more items than bytes/ },
    { what: 'a string of a terabyte', schema: 'string', hex: '8080808080808001', says: /an end too soon/ },
    { what: 'a negative length', schema: 'bytes', hex: '01', says: /an end too soon/ },
    { what: 'a number without an end', schema: 'long', hex: 'ffffffffffffffffffffff', says: /a number of more than 10 bytes/ },
    { what: 'a count beyond all bounds', schema: 'string', hex: 'ffffffffffffffff7f', says: /a count beyond all bounds/ },
    { what: 'records inside each other without an end', schema: nested, hex: '02'.repeat(100) + '00', says: /more than 64 records/ },
  ] as const)('are refused: $what', ({ schema, hex, says }) => {
    expect(refusalOf(schema as AvroSchema, Buffer.from(hex, 'hex'))).toMatch(says);
  });
});

describe('bytes that a decoder would take for something', () => {
  it.each([
    { what: 'a branch that the union has not', schema: ['null', 'string'], hex: '04', says: /a branch that its union has not/ },
    { what: 'a string that is not UTF-8', schema: 'string', hex: '04c328', says: /a string that is not UTF-8/ },
    { what: 'a key that is not UTF-8', schema: { type: 'map', values: 'null' }, hex: '0204c32800', says: /a key that is not UTF-8/ },
    { what: 'the key __proto__', schema: { type: 'map', values: 'null' }, hex: '02125f5f70726f746f5f5f00', says: /the key __proto__/ },
  ] as const)('are refused: $what', ({ schema, hex, says }) => {
    expect(refusalOf(schema as AvroSchema, Buffer.from(hex, 'hex'))).toMatch(says);
  });
});

describe('schemas of other writers', () => {
  const twice = {
    type: 'record',
    name: 'Pair',
    namespace: 'elsewhere',
    fields: [
      { name: 'one', type: { type: 'fixed', name: 'Mac', size: 2 } },
      { name: 'two', type: 'Mac' },
      { name: 'three', type: 'elsewhere.Mac' },
      { name: 'flag', type: 'boolean' },
      { name: 'speed', type: 'float' },
    ],
  } as const;

  it('may name what they defined before, with and without its namespace', () => {
    expect(refusalOf(twice, Buffer.from('aaaabbbbcccc0100000000', 'hex'))).toBeNull();
  });

  it('may give blocks with their sizes', () => {
    expect(refusalOf({ type: 'array', items: 'boolean' }, Buffer.from('0304010000', 'hex'))).toBeNull();
  });

  it('are refused where they name what they do not define', () => {
    expect(() => contentCheck({ type: 'array', items: 'Unheard' })).toThrow(/refers to Unheard/);
  });
});
