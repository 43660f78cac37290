import { avroSchemas } from '@lodestream/records';
import type { Type as ClassOf } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, ValidateNested } from 'class-validator';
import 'reflect-metadata';

interface RecordType {
  readonly type: 'record';
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: AvroType }[];
}

type AvroType =
  | string
  | readonly AvroType[]
  | RecordType
  | { readonly type: 'array'; readonly items: AvroType }
  | { readonly type: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly type: 'string' | 'long' | 'int'; readonly logicalType?: string };

const simple: Readonly<Record<string, () => PropertyDecorator>> = {
  string: () => IsString(),
  boolean: () => IsBoolean(),
  int: () => IsInt(),
  long: () => IsInt(),
  double: () => IsNumber(),
};

/** The class that a user of Nest would write for a record, each field with the decorators that check what its schema says of it. */
export function checkedRecord(name: string): ClassOf<object> {
  return classOf(JSON.parse(avroSchemas[name]!) as RecordType, new Map());
}

/** A name that stands alone means the record or enum of that name further up. */
type Known = Map<string, PropertyDecorator[]>;

function classOf({ fields, name }: RecordType, known: Known): ClassOf<object> {
  class Checked {}
  known.set(name, nested(Checked));
  for (const field of fields) for (const decorate of decoratorsOf(field.type, known)) decorate(Checked.prototype, field.name);
  return Checked;
}

function decoratorsOf(type: AvroType, known: Known): PropertyDecorator[] {
  if (typeof type === 'string') return known.get(type) ?? [simple[type]!()];
  if (isUnion(type)) return [IsOptional(), ...type.filter((each) => each !== 'null').flatMap((each) => decoratorsOf(each, known))];
  if (type.type === 'record') return nested(classOf(type, known));
  if (type.type === 'array') return [IsArray(), ...decoratorsOf(type.items, known)];
  if (type.type !== 'enum') return [simple[type.type]!()];
  known.set(type.name, [IsIn([...type.symbols])]);
  return known.get(type.name)!;
}

const isUnion = (type: AvroType): type is readonly AvroType[] => Array.isArray(type);
const nested = (of: ClassOf<object>): PropertyDecorator[] => [ValidateNested(), Type(() => of)];
