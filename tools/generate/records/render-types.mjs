/** The TypeScript types of a record: one interface for reading, one for making (`…Input`, defaults may be left away). */
export function renderTypes(record) {
  return [...record.types.values()].map((type) => (type.kind === 'enum' ? enumText(type) : recordText(type))).join('\n');
}

function enumText(type) {
  return `/** ${type.doc} */\nexport type ${type.name} = ${type.symbols.map((symbol) => `'${symbol}'`).join(' | ')};\n`;
}

function recordText(type) {
  const members = type.fields.map((field) => `  /** ${field.doc} */\n  ${field.name}: ${typeText(field.node, '')};`);
  const inputs = type.fields.map((field) => `  ${field.name}${field.hasDefault ? '?' : ''}: ${typeText(field.node, 'Input')};`);
  const reading = `/** ${type.doc} */\nexport interface ${type.name} {\n${members.join('\n')}\n}\n`;
  const making = `/** {@link ${type.name}} as one may write it down: fields with a default may be left away. */`;
  return `${reading}\n${making}\nexport interface ${type.name}Input {\n${inputs.join('\n')}\n}\n`;
}

const scalars = { string: 'string', int: 'number', long: 'number', double: 'number', boolean: 'boolean' };

function typeText(node, suffix) {
  return innerText(node, suffix) + (node.nullable ? ' | null' : '');
}

function innerText(node, suffix) {
  if (node.kind === 'record') return node.ref + suffix;
  if (node.kind === 'enum') return node.ref;
  if (node.kind === 'map') return `Record<string, ${typeText(node.values, suffix)}>`;
  if (node.kind === 'array') return node.items.nullable ? `(${typeText(node.items, suffix)})[]` : `${typeText(node.items, suffix)}[]`;
  return scalars[node.kind];
}
