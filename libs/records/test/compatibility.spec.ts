import { describe, expect, it } from '@jest/globals';
import avsc from 'avsc';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { codecs, type Codec, type DecodeTally } from '../src/index.js';
import { schemaOf, type AvroType } from './avro-schema.js';
import { breakingChanges } from './breaking-changes.js';
import { arbitraryOf } from './record.arbitrary.js';

const accepted = new URL('../../../schemas/accepted/', import.meta.url);
const records = Object.values(codecs).map((codec) => ({ name: codec.recordName, codec: codec as Codec<unknown> }));
const compile = (schema: AvroType) => avsc.Type.forSchema(schema as avsc.Schema, { wrapUnions: false });
const acceptedSchema = (name: string) => JSON.parse(readFileSync(new URL(`${name}/schema.avsc`, accepted), 'utf8')) as AvroType;
const samplesOf = (name: string) => readdirSync(new URL(`${name}/`, accepted)).filter((file) => file.endsWith('.json'));

/** Each accepted sample in both formats; a sample without its binary is a sample half accepted. */
const pairsOf = (name: string) =>
  samplesOf(name).map((file) => ({
    json: readFileSync(new URL(`${name}/${file}`, accepted)),
    binary: readFileSync(new URL(`${name}/${file.replace(/json$/, 'bin')}`, accepted)),
  }));

describe.each(records)('the record $name', ({ name, codec }) => {
  it('differs from its accepted version by minor changes only', () => {
    expect(breakingChanges(acceptedSchema(name), schemaOf(name))).toEqual([]);
  });

  it('is read from every accepted sample, with nothing left out', () => {
    const samples = samplesOf(name);
    expect(samples).toEqual(expect.arrayContaining(['full.json', 'least.json']));
    for (const file of samples) {
      const bytes = readFileSync(new URL(`${name}/${file}`, accepted));
      const tally: DecodeTally = { unknownFields: 0 };
      expect(codec.decode(bytes, { tally })).toMatchObject(JSON.parse(bytes.toString()) as object);
      expect(tally.unknownFields).toBe(0);
    }
  });

  it('is read from every accepted sample in Avro binary, to the same record as from its JSON', () => {
    const now = compile(schemaOf(name));
    const resolver = now.createResolver(compile(acceptedSchema(name)));
    for (const { json, binary } of pairsOf(name)) {
      expect(codec.accept(now.fromBuffer(binary, resolver))).toEqual(codec.decode(json));
    }
  });

  it('is read by readers of its accepted version from the binary of today, as they read that of then', () => {
    const [before, now] = [compile(acceptedSchema(name)), compile(schemaOf(name))];
    const resolver = before.createResolver(now);
    for (const { json, binary } of pairsOf(name)) {
      expect(before.fromBuffer(now.toBuffer(codec.decode(json)), resolver)).toEqual(before.fromBuffer(binary));
    }
  });

  it('is read by readers of its accepted version, whatever it holds', () => {
    const [before, now] = [compile(acceptedSchema(name)), compile(schemaOf(name))];
    const resolver = before.createResolver(now);
    fc.assert(
      fc.property(arbitraryOf(schemaOf(name)), (record) => before.isValid(before.fromBuffer(now.toBuffer(record), resolver))),
      { numRuns: 30 },
    );
  });
});

describe('what may change', () => {
  const field = { name: 'speed', type: ['null', 'double'], default: null } as const;
  const mood = { type: 'enum', name: 'Mood', symbols: ['calm', 'other'], default: 'other' } as const;
  const strict = { type: 'enum', name: 'Level', symbols: ['low', 'high'] } as const;
  const fields = [{ name: 'id', type: 'string' }, field, { name: 'mood', type: mood }, { name: 'level', type: strict }] as const;
  const before: AvroType = { type: 'record', name: 'Thing', fields };
  const changed = (name: string, ...instead: unknown[]) =>
    ({ ...before, fields: fields.flatMap((each) => (each.name === name ? instead : [each])) }) as AvroType;

  it.each([
    { change: 'a new field with a default', now: changed('id', fields[0], { name: 'more', type: 'int', default: 0 }) },
    {
      change: 'a new symbol of an enum with a default',
      now: changed('mood', { name: 'mood', type: { ...mood, symbols: ['calm', 'wild', 'other'] } }),
    },
  ])('is $change', ({ now }) => {
    expect(breakingChanges(before, now)).toEqual([]);
  });

  it.each([
    { change: 'a field that goes', now: changed('speed'), says: 'speed: is gone' },
    { change: 'a renamed field', now: changed('speed', { ...field, name: 'pace' }), says: 'speed: is gone' },
    { change: 'a retyped field', now: changed('speed', { ...field, type: ['null', 'string'] }), says: 'speed: was double, is string' },
    {
      change: 'a field that may not be null any more',
      now: changed('speed', { name: 'speed', type: 'double', default: null }),
      says: 'speed: was double or null, is double',
    },
    { change: 'another default', now: changed('mood', { name: 'mood', type: mood, default: 'calm' }), says: 'mood: has another default' },
    {
      change: 'a new field without a default',
      now: changed('id', fields[0], { name: 'more', type: 'int' }),
      says: 'more: is new and has no default',
    },
    {
      change: 'a symbol that goes',
      now: changed('mood', { name: 'mood', type: { ...mood, symbols: ['other'] } }),
      says: 'mood: has no calm any more',
    },
    {
      change: 'a new symbol no reader has a default for',
      now: changed('level', { name: 'level', type: { ...strict, symbols: ['low', 'high', 'top'] } }),
      says: 'level: top is new, and old readers have no default for it',
    },
  ])('is not $change', ({ now, says }) => {
    expect(breakingChanges(before, now)).toEqual([says]);
  });
});
