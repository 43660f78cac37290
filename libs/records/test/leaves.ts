import type { AvroField, AvroType } from './avro-schema.js';

/** A plain value somewhere inside a record, and the Avro type it has there. */
export interface Leaf {
  readonly path: string;
  readonly type: AvroType;
  /** Puts another value in its place. */
  readonly replace: (value: unknown) => void;
}

type Holder = Record<string | number, unknown>;

/** Every plain value of a record, with its path as a refusal would name it. */
export function leavesOf(type: AvroType, value: unknown, path = '', replace: (value: unknown) => void = () => {}): Leaf[] {
  if (Array.isArray(type)) return nullableLeaves(type as readonly AvroType[], value, path, replace);
  if (typeof type === 'object' && 'fields' in type) return type.fields.flatMap((field) => fieldLeaves(field, value as Holder, path));
  if (typeof type === 'object' && 'items' in type) return itemLeaves(type.items, value as unknown[], path);
  if (typeof type === 'object' && 'values' in type) return [];
  return [{ path, type, replace }];
}

function nullableLeaves(union: readonly AvroType[], value: unknown, path: string, replace: (value: unknown) => void): Leaf[] {
  const inner = union[1]!;
  const isPlain = typeof inner === 'string' || !('fields' in inner);
  if (isPlain) return [{ path, type: union, replace }];
  return value === null ? [] : leavesOf(inner, value, path, replace);
}

function fieldLeaves(field: AvroField, holder: Holder, path: string): Leaf[] {
  const inside = path === '' ? field.name : `${path}.${field.name}`;
  return leavesOf(field.type, holder[field.name], inside, (value) => void (holder[field.name] = value));
}

function itemLeaves(type: AvroType, items: unknown[], path: string): Leaf[] {
  return items.flatMap((item, index) => leavesOf(type, item, `${path}[${index}]`, (value) => void (items[index] = value)));
}
