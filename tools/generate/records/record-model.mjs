/**
 * Turns an Avro schema into what the renderers walk: nodes of `{ kind, nullable, … }`, and `types`, every named type in it,
 * inner ones first.
 */
export function modelOf(schema) {
  const types = new Map();
  const { ref } = nodeOf(schema, types);
  return { ...types.get(ref), types };
}

function nodeOf(type, types) {
  if (Array.isArray(type)) return { ...nodeOf(type[1], types), nullable: true };
  if (typeof type === 'string') return { kind: type, nullable: false };
  if (type.type === 'record') return recordNode(type, types);
  if (type.type === 'enum') return enumNode(type, types);
  if (type.type === 'array') return { kind: 'array', nullable: false, items: nodeOf(type.items, types) };
  if (type.type === 'map') return { kind: 'map', nullable: false, values: nodeOf(type.values, types) };
  return { kind: type.type, nullable: false, isTime: type.logicalType === 'timestamp-millis' };
}

function recordNode(schema, types) {
  const fields = schema.fields.map((field) => fieldOf(field, types));
  types.set(schema.name, { kind: 'record', name: schema.name, doc: schema.doc, fields });
  return { kind: 'record', nullable: false, ref: schema.name };
}

function fieldOf(field, types) {
  const hasDefault = Object.hasOwn(field, 'default');
  return {
    name: field.name,
    doc: field.doc,
    hasDefault,
    default: field.default,
    node: nodeOf(field.type, types),
  };
}

function enumNode(schema, types) {
  const { name, doc, symbols, default: fallback } = schema;
  types.set(name, { kind: 'enum', name, doc, symbols, fallback });
  return { kind: 'enum', nullable: false, ref: name, symbols, fallback };
}

/** How a value is called in a refusal and on a reference page: `double or null`, `array of string`. */
export function wordsFor(node) {
  const words = {
    array: () => `array of ${wordsFor(node.items)}`,
    map: () => `map of ${wordsFor(node.values)}`,
  };
  const named = node.kind === 'record' || node.kind === 'enum' ? node.ref : node.kind;
  return (words[node.kind]?.() ?? named) + (node.nullable ? ' or null' : '');
}
