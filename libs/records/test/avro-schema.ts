import { readFileSync } from 'node:fs';

/** A schema file as it stands, as far as these specs look into it. */
export type AvroType =
  | string
  | readonly AvroType[]
  | { readonly type: 'record'; readonly name: string; readonly fields: readonly AvroField[] }
  | { readonly type: 'array'; readonly items: AvroType }
  | { readonly type: 'map'; readonly values: AvroType }
  | { readonly type: 'enum'; readonly symbols: readonly string[]; readonly default?: string }
  | { readonly type: 'long' };

/** A field of a record. */
export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
  readonly default?: unknown;
}

/** Reads the schema of a record from schemas/. */
export function schemaOf(recordName: string): AvroType {
  const text = readFileSync(new URL(`../../../schemas/${recordName}.avsc`, import.meta.url), 'utf8');
  return JSON.parse(text) as AvroType;
}
