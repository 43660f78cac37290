import type { AvroField, AvroType } from './avro-schema.js';

type Named = Exclude<AvroType, string | readonly AvroType[]>;
type Enum = Extract<Named, { readonly type: 'enum' }>;

/**
 * What between two versions of a record is no minor change, one line for each, with the field's path; empty when readers and
 * writers of either may be upgraded first. The rules are those of schemas/README.md.
 */
export function breakingChanges(before: AvroType, now: AvroType, at = ''): string[] {
  if (isNullable(before) && isNullable(now)) return breakingChanges(before[1]!, now[1]!, at);
  if (kindOf(before) !== kindOf(now)) return [`${at}: was ${kindOf(before)}, is ${kindOf(now)}`];
  if (typeof before === 'string' || typeof now === 'string' || isNullable(before) || isNullable(now)) return [];
  return nestedChanges(before, now, at);
}

function nestedChanges(before: Named, now: Named, at: string): string[] {
  if (before.type === 'record' && now.type === 'record') return fieldChanges(before.fields, now.fields, at);
  if (before.type === 'array' && now.type === 'array') return breakingChanges(before.items, now.items, `${at}[]`);
  if (before.type === 'map' && now.type === 'map') return breakingChanges(before.values, now.values, `${at}{}`);
  if (before.type === 'enum' && now.type === 'enum') return symbolChanges(before, now, at);
  return [];
}

function fieldChanges(before: readonly AvroField[], now: readonly AvroField[], at: string): string[] {
  const path = ({ name }: AvroField) => (at === '' ? name : `${at}.${name}`);
  const changed = before.flatMap((field) => {
    const same = now.find(({ name }) => name === field.name);
    if (!same) return [`${path(field)}: is gone`];
    const sameDefault = JSON.stringify(same.default) === JSON.stringify(field.default);
    return [...(sameDefault ? [] : [`${path(field)}: has another default`]), ...breakingChanges(field.type, same.type, path(field))];
  });
  const added = now.filter(({ name, ...field }) => !('default' in field) && before.every((known) => known.name !== name));
  return [...changed, ...added.map((field) => `${path(field)}: is new and has no default`)];
}

function symbolChanges(before: Enum, now: Enum, at: string): string[] {
  const gone = before.symbols.filter((symbol) => !now.symbols.includes(symbol));
  const added = now.symbols.filter((symbol) => !before.symbols.includes(symbol));
  const unknown = before.default === undefined ? added : [];
  return [
    ...gone.map((symbol) => `${at}: has no ${symbol} any more`),
    ...unknown.map((symbol) => `${at}: ${symbol} is new, and old readers have no default for it`),
    ...(before.default === now.default ? [] : [`${at}: its readers take another default`]),
  ];
}

const isNullable = (type: AvroType): type is readonly AvroType[] => Array.isArray(type);

/** Two kinds that differ are read differently; a time is another kind than a count. */
function kindOf(type: AvroType): string {
  if (typeof type === 'string') return type;
  if (isNullable(type)) return `${kindOf(type[1]!)} or null`;
  return 'logicalType' in type ? `${type.type} (${String(type.logicalType)})` : type.type;
}
