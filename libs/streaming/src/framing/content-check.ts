import { isUtf8 } from 'node:buffer';
import { PermanentError } from '@lodestream/component';
import { type AvroFields, type AvroObject, type AvroSchema, isUnion } from './avro-schema.js';
import { Cursor } from './cursor.js';

/** Walks over one value, throwing where the bytes cannot be one. */
type Walk = (at: Cursor) => void;

/** Deep enough for any record of people; a schema that holds itself could go on for as long as there are bytes. */
const maxDepth = 64;

/**
 * Makes a check that bytes are one value of a schema and nothing behind it. The library that decodes takes lengths at their word and
 * reads on past the end: a count of two thousand million in a damaged array would have it build as many items.
 * @throws PermanentError of class `version` for what is no schema
 */
export function contentCheck(schema: AvroSchema): (bytes: Buffer) => void {
  const walk = new WalkMaker().of(schema, '');
  return (bytes) => {
    const at = new Cursor(bytes);
    walk(at);
    if (at.position !== bytes.length) at.refuse(`${bytes.length - at.position} bytes more than its schema has`);
  };
}

const varint: Walk = (at) => at.skipLong();
const text: Walk = (at) => {
  if (!isUtf8(at.take(at.count()))) at.refuse('a string that is not UTF-8');
};

const primitives: Readonly<Record<string, Walk>> = {
  null: () => {},
  boolean: (at) => void at.take(1),
  int: varint,
  long: varint,
  float: (at) => void at.take(4),
  double: (at) => void at.take(8),
  bytes: (at) => void at.take(at.count()),
  string: text,
  enum: varint,
};

class WalkMaker {
  private readonly named = new Map<string, Walk>();

  of(schema: AvroSchema, namespace: string): Walk {
    if (typeof schema === 'string') return primitives[schema] ?? this.reference(schema, namespace);
    return isUnion(schema) ? this.union(schema, namespace) : this.complex(schema, namespace);
  }

  private complex(schema: AvroObject, outer: string): Walk {
    const namespace = namespaceOf(schema, outer);
    switch (schema.type) {
      case 'record':
      case 'error':
        return this.record(schema, namespace);
      case 'enum':
        return this.name(schema, namespace, varint);
      case 'fixed':
        return this.name(schema, namespace, (at) => void at.take(schema['size'] as number));
      case 'array':
        return repeated(this.of(schema['items'] as AvroSchema, outer));
      case 'map':
        return repeated(entry(this.of(schema['values'] as AvroSchema, outer)));
      default:
        return this.of(schema.type, outer);
    }
  }

  private record(schema: AvroObject, namespace: string): Walk {
    const fields: Walk[] = [];
    const walk = this.name(schema, namespace, (at) => {
      at.depth += 1;
      if (at.depth > maxDepth) at.refuse(`more than ${maxDepth} records inside each other`);
      for (const field of fields) field(at);
      at.depth -= 1;
    });
    for (const { type } of schema['fields'] as AvroFields) fields.push(this.of(type, namespace));
    return walk;
  }

  private union(branches: readonly AvroSchema[], namespace: string): Walk {
    const walks = branches.map((branch) => this.of(branch, namespace));
    return (at) => {
      const branch = walks[at.count()];
      if (branch) branch(at);
      else at.refuse('a branch that its union has not');
    };
  }

  private name(schema: AvroObject, namespace: string, walk: Walk): Walk {
    const name = schema['name'] as string;
    this.named.set(name.includes('.') || namespace === '' ? name : `${namespace}.${name}`, walk);
    return walk;
  }

  private reference(name: string, namespace: string): Walk {
    const walk = this.named.get(`${namespace}.${name}`) ?? this.named.get(name);
    if (!walk) throw new PermanentError(`a schema refers to ${name.slice(0, 100)}, which it does not define`, 'version');
    return walk;
  }
}

function namespaceOf({ namespace, name }: AvroObject, outer: string): string {
  const dot = typeof name === 'string' ? name.lastIndexOf('.') : -1;
  if (dot > 0) return (name as string).slice(0, dot);
  return typeof namespace === 'string' ? namespace : outer;
}

/** Arrays and maps come in blocks; a negative count has the block's size in bytes behind it. No block may claim more than there are bytes. */
function repeated(item: Walk): Walk {
  return (at) => {
    for (let count = at.count(); count !== 0; count = at.count()) {
      if (count < 0) at.skipLong();
      at.spend(Math.abs(count));
      for (let left = Math.abs(count); left > 0; left -= 1) item(at);
    }
  };
}

function entry(value: Walk): Walk {
  return (at) => {
    const key = at.take(at.count());
    if (!isUtf8(key)) at.refuse('a key that is not UTF-8');
    if (key.length === 9 && key.toString('latin1') === '__proto__') at.refuse('the key __proto__');
    value(at);
  };
}
