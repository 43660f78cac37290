/**
 * The Avro schemas as code can carry them: without their sentences, so that a better sentence is the same schema to a registry and
 * makes no new version there.
 */
export function renderAvroSchemas(records) {
  const entries = records.map(({ name, schema }) => `  ${quoted(name)}: ${JSON.stringify(JSON.stringify(withoutDocs(schema)))},`);
  return [
    '/** The Avro schema of every record as JSON text without its sentences, by the name of the record in schemas/. */',
    'export const avroSchemas: Readonly<Record<string, string>> = {',
    ...entries,
    '};\n',
  ].join('\n');
}

const quoted = (name) => (/^\w+$/.test(name) ? name : JSON.stringify(name));

function withoutDocs(schema) {
  if (Array.isArray(schema)) return schema.map(withoutDocs);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([name]) => name !== 'doc');
  // A default is a value, not a schema: whatever it holds stays.
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'default' ? value : withoutDocs(value)]));
}
