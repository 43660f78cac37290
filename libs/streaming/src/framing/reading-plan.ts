import { PermanentError } from '@lodestream/component';
import type { DecodeTally } from '@lodestream/records';
import avsc from 'avsc';
import { type AvroSchema, unknownFields } from './avro-schema.js';
import { contentCheck } from './content-check.js';
import { contentOf } from './frame.js';

/** Reads the frames of one writer's schema as records of ours. @throws PermanentError saying why the bytes are no such record */
export type ReadingPlan = (bytes: Buffer, tally: DecodeTally) => unknown;

/** A schema of ours, compiled once. */
export interface ReaderSchema {
  readonly schema: AvroSchema;
  readonly type: avsc.Type;
}

const typeOf = (schema: AvroSchema): avsc.Type => avsc.Type.forSchema(schema as avsc.Schema, { omitRecordMethods: true });

/** Compiles a schema of ours. */
export function readerSchema(text: string): ReaderSchema {
  const schema = JSON.parse(text) as AvroSchema;
  return { schema, type: typeOf(schema) };
}

/**
 * Works out how records written by `writerSchema` are read as ours: Avro's resolution by name, with our defaults for what the writer did
 * not know. Fields of the writer that we do not know are left out, and each is counted once a record.
 * @throws PermanentError of class `version` where the two schemas do not fit each other
 */
export function readingPlan(reader: ReaderSchema, writerSchema: string, schemaId: number): ReadingPlan {
  const { resolver, check, unknown } = prepared(reader, writerSchema, schemaId);
  return (bytes, tally) => {
    const content = contentOf(bytes);
    check(content);
    tally.unknownFields += unknown;
    try {
      return reader.type.fromBuffer(content, resolver) as unknown;
    } catch (error) {
      throw new PermanentError(`expected a record in Avro binary, got ${(error as Error).message.slice(0, 200)}`, 'malformed');
    }
  };
}

interface Prepared {
  readonly resolver: avsc.Resolver;
  readonly check: (content: Buffer) => void;
  /** Fields left out of each record. */
  readonly unknown: number;
}

function prepared(reader: ReaderSchema, writerSchema: string, schemaId: number): Prepared {
  try {
    const schema = JSON.parse(writerSchema) as AvroSchema;
    // The names of records count; the packages of other writers need not be ours.
    const resolver = reader.type.createResolver(typeOf(schema), { ignoreNamespaces: true });
    return { resolver, check: contentCheck(schema), unknown: unknownFields(reader.schema, schema) };
  } catch (error) {
    const why = (error as Error).message.slice(0, 300);
    throw new PermanentError(`the schema ${schemaId} cannot be read as ${reader.type.name ?? 'ours'}: ${why}`, 'version');
  }
}
