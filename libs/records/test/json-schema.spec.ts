import { describe, expect, it } from '@jest/globals';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { codecs, type Codec } from '../src/index.js';
import { schemaOf } from './avro-schema.js';
import { leavesOf } from './leaves.js';
import { arbitraryOf } from './record.arbitrary.js';

const validatorOf = (recordName: string) => {
  const text = readFileSync(new URL(`../../../schemas/generated/${recordName}.schema.json`, import.meta.url), 'utf8');
  return new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(JSON.parse(text) as AnySchema);
};

describe.each(Object.values(codecs).map((codec) => ({ name: codec.recordName, codec: codec as Codec<unknown> })))(
  'the JSON Schema of $name',
  ({ name, codec }) => {
    const validate = validatorOf(name);
    const schema = schemaOf(name);

    it('accepts what the codec writes', () => {
      fc.assert(fc.property(arbitraryOf(schema), (record) => validate(JSON.parse(codec.encode(record).toString())) === true));
    });

    it('refuses what the codec refuses', () => {
      fc.assert(
        fc.property(arbitraryOf(schema), fc.nat(), fc.constantFrom<unknown>({}, [], 'abc', 1.5, true), (sound, nth, value) => {
          const record = structuredClone(sound);
          const leaves = leavesOf(schema, record);
          leaves[nth % leaves.length]!.replace(value);
          expect(validate(record)).toBe(isWritable(codec, record));
        }),
      );
    });
  },
);

function isWritable(codec: Codec<unknown>, record: unknown): boolean {
  try {
    codec.encode(record);
    return true;
  } catch {
    return false;
  }
}
