import fc from 'fast-check';
import type { AvroField, AvroType } from './avro-schema.js';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '\ud800', '"\\\n\u0000', '€ ✓ 🚀', '__proto__'));

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: text,
  boolean: fc.boolean(),
  int: fc.integer(),
  // The compiled Avro type, which these specs compare with, leaves out the very last safe integers.
  long: fc.integer({ min: Number.MIN_SAFE_INTEGER + 1, max: Number.MAX_SAFE_INTEGER - 1 }),
  // JSON has one zero only.
  double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
};

/** Any value that fits an Avro type. */
export function arbitraryOf(type: AvroType): fc.Arbitrary<unknown> {
  if (typeof type === 'string') return scalars[type]!;
  if (Array.isArray(type)) return fc.option(arbitraryOf((type as readonly AvroType[])[1]!), { nil: null });
  return namedArbitrary(type as Exclude<AvroType, string | readonly AvroType[]>);
}

function namedArbitrary(type: Exclude<AvroType, string | readonly AvroType[]>): fc.Arbitrary<unknown> {
  switch (type.type) {
    case 'record':
      return fc.record(Object.fromEntries(type.fields.map((field: AvroField) => [field.name, arbitraryOf(field.type)])));
    case 'array':
      return fc.array(arbitraryOf(type.items), { maxLength: 4 });
    case 'map':
      return fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        arbitraryOf(type.values),
        { maxKeys: 4, noNullPrototype: true },
      );
    case 'enum':
      return fc.constantFrom(...type.symbols);
    default:
      return scalars[type.type]!;
  }
}
