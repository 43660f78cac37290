import { avroSchemas } from '@lodestream/records';
import avsc from 'avsc';
import { readFileSync } from 'node:fs';
import type { AvroSchema } from './avro-schema.js';

/** A record that was accepted with its schema, for specs. */
export interface AcceptedSample {
  readonly record: string;
  readonly schema: AvroSchema;
  readonly value: unknown;
  /** In Avro binary. */
  readonly bytes: Buffer;
}

/** The full record of every schema in the contract, as it stands in schemas/accepted. */
export function acceptedSamples(): readonly AcceptedSample[] {
  return Object.entries(avroSchemas).map(([record, text]) => {
    const schema = JSON.parse(text) as AvroSchema;
    const value: unknown = JSON.parse(readFileSync(new URL(`../../../../schemas/accepted/${record}/full.json`, import.meta.url), 'utf8'));
    return { record, schema, value, bytes: avsc.Type.forSchema(schema as avsc.Schema).toBuffer(value) };
  });
}
