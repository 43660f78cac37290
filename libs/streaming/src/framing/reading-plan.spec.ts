import { describe, expect, it } from '@jest/globals';
import { codecs, type DecodeTally, type MinerTelemetry } from '@lodestream/records';
import avsc from 'avsc';
import { acceptedSamples } from './accepted-samples.js';
import { frame } from './frame.js';
import { readerSchema, readingPlan } from './reading-plan.js';

const thing = (fields: readonly object[], more: object = {}) => ({ type: 'record', name: 'Thing', fields, ...more });
const id = { name: 'id', type: 'string' };
const speed = { name: 'speed', type: ['null', 'double'], default: null };
const mood = (...symbols: string[]) => ({ name: 'mood', type: { type: 'enum', name: 'Mood', symbols, default: 'other' } });

/** Reads what one schema wrote by another; the count of fields left out comes with it. */
function read(writer: object, reader: object, value: object): { value: unknown; unknown: number } {
  const tally: DecodeTally = { unknownFields: 0 };
  const plan = readingPlan(readerSchema(JSON.stringify(reader)), JSON.stringify(writer), 7);
  const bytes = frame(7, avsc.Type.forSchema(writer as avsc.Schema).toBuffer(value));
  return { value: { ...(plan(bytes, tally) as object) }, unknown: tally.unknownFields };
}

describe('a frame', () => {
  it('is read by a newer reader with the defaults of what the writer did not know', () => {
    expect(read(thing([id]), thing([id, speed]), { id: 'a' })).toEqual({ value: { id: 'a', speed: null }, unknown: 0 });
  });

  it('is read by an older reader without what is new to it, and that is counted', () => {
    const newer = thing([id, speed, { name: 'parts', type: { type: 'array', items: thing([id], { name: 'Part' }) } }]);
    expect(read(newer, thing([id]), { id: 'a', speed: 3, parts: [] })).toEqual({ value: { id: 'a' }, unknown: 2 });
  });

  it('counts what is new inside of lists and of what may be null', () => {
    const part = (...fields: object[]) => thing(fields, { name: 'Part' });
    const holding = (inner: object) =>
      thing([
        { name: 'parts', type: { type: 'array', items: inner } },
        { name: 'one', type: ['null', 'Part'] },
      ]);
    const value = { parts: [{ id: 'a', speed: 1 }], one: null };
    expect(read(holding(part(id, speed)), holding(part(id)), value).unknown).toBe(1);
  });

  it('has a new symbol of an open enum read as the fallback', () => {
    expect(read(thing([mood('calm', 'wild', 'other')]), thing([mood('calm', 'other')]), { mood: 'wild' }).value).toEqual({ mood: 'other' });
  });

  it('may come from a writer whose names are in another namespace', () => {
    expect(read(thing([id], { namespace: 'com.elsewhere' }), thing([id]), { id: 'a' }).value).toEqual({ id: 'a' });
  });

  it('is read by the same schema as it was written, and judged by the codec, for every record of the contract', () => {
    for (const { record, schema, value, bytes } of acceptedSamples()) {
      const codec = Object.values(codecs).find(({ recordName }) => recordName === record)!;
      const text = JSON.stringify(schema);
      const content = readingPlan(readerSchema(text), text, 7)(frame(7, bytes), { unknownFields: 0 });
      expect(codec.accept(content)).toEqual(codec.decode(Buffer.from(JSON.stringify(value))));
    }
  });

  it('with a number that is none is refused by the codec, as it would be in JSON', () => {
    const { schema, value } = acceptedSamples().find(({ record }) => record === 'miner_telemetry')!;
    const reading = { ...(value as MinerTelemetry), hashrate: { ...(value as MinerTelemetry).hashrate, total: Infinity } };
    const bytes = frame(7, avsc.Type.forSchema(schema as avsc.Schema).toBuffer(reading));
    const text = JSON.stringify(schema);
    const content = readingPlan(readerSchema(text), text, 7)(bytes, { unknownFields: 0 });
    expect(() => codecs.minerTelemetry.accept(content)).toThrow('hashrate.total: expected double or null, got Infinity');
  });
});

describe('a schema that does not fit is refused for good, naming it', () => {
  it.each([
    { what: 'another record', writer: JSON.stringify(thing([id], { name: 'Other' })) },
    { what: 'a field that has another type', writer: JSON.stringify(thing([{ name: 'id', type: 'long' }])) },
    { what: 'a field missing that has no default', writer: JSON.stringify(thing([])) },
    { what: 'what is no schema', writer: '{"type":"recrod"}' },
    { what: 'what is no JSON', writer: 'record' },
  ])('$what', ({ writer }) => {
    const planning = () => readingPlan(readerSchema(JSON.stringify(thing([id]))), writer, 7);
    expect(planning).toThrow(/^the schema 7 cannot be read as Thing: /);
    expect(planning).toThrow(expect.objectContaining({ name: 'PermanentError', errorClass: 'version' }));
  });

  it('a number that 53 bits cannot hold is refused, never rounded', () => {
    const count = thing([{ name: 'count', type: 'long' }]);
    const plan = readingPlan(readerSchema(JSON.stringify(count)), JSON.stringify(count), 7);
    const bytes = frame(7, Buffer.from('feffffffffffffffff01', 'hex'));
    expect(() => plan(bytes, { unknownFields: 0 })).toThrow(expect.objectContaining({ errorClass: 'malformed' }));
  });
});
