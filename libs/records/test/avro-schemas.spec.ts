import { describe, expect, it } from '@jest/globals';
import { avroSchemas, topics } from '../src/index.js';
import { schemaOf } from './avro-schema.js';

const withoutSentences = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner: unknown) => (name === 'doc' && typeof inner === 'string' ? undefined : inner));

describe('the Avro schemas in code', () => {
  it.each(Object.values(topics).map(({ name, record }) => ({ name, record })))('has that of $name as schemas/ has it', ({ record }) => {
    expect(JSON.parse(avroSchemas[record]!)).toEqual(withoutSentences(schemaOf(record)));
  });

  it('leaves the sentences out, so that a better one makes no new version in a registry', () => {
    expect(Object.values(avroSchemas).filter((text) => text.includes('"doc"'))).toEqual([]);
  });
});
