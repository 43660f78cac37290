import { setName } from './generated-names.mjs';
import { wordsFor } from './record-model.mjs';
import { expectedOf, guarded, isNested, plainTest } from './render-reader.mjs';

/** The function `write<Type>`: checks every field and returns the JSON text, fields in the schema's order. */
export function writerOf(type) {
  const writer = { lists: [] };
  const checks = type.fields.filter((field) => !isNested(field.node)).map((field) => plainCheck(field.node, `r.${field.name}`, field.name));
  const nested = type.fields.filter((field) => isNested(field.node));
  const texts = nested.map((field) => `at = '${field.name}'; ${field.name}Text = ${nestedText(field, type, writer)};`);
  const body = [
    `const r = asFields(value, '${type.name}');`,
    `if (countFields(r) !== ${type.fields.length}) refuseUndeclared(r, ${setName(type.name)} as ReadonlySet<string>);`,
    ...checks,
    ...nested.map((field) => `let ${field.name}Text: string;`),
    ...guarded(texts),
    `return ${type.fields.map((field, index) => memberText(field, index)).join(' + ')} + '}';`,
  ];
  return `${writer.lists.join('')}function write${type.name}(value: unknown): string {\n  ${body.join('\n  ')}\n}\n`;
}

function plainCheck(node, place, label) {
  const wrong = `${node.nullable ? `${place} !== null && ` : ''}!${plainTest(node, place)}`;
  return `if (${wrong}) refuse('${label}', '${expectedOf(node)}', ${place});`;
}

function memberText({ name, node }, index) {
  return `'${index === 0 ? '{' : ','}"${name}":' + ${isNested(node) ? `${name}Text` : plainText(node, `r.${name}`)}`;
}

/** A checked plain value as JSON text; null, numbers and booleans write themselves. */
function plainText(node, place) {
  if (node.kind === 'string')
    return node.nullable ? `(${place} === null ? 'null' : quote(${place} as string))` : `quote(${place} as string)`;
  if (node.kind === 'enum')
    return node.nullable ? `(${place} === null ? 'null' : \`"\${${place} as string}"\`)` : `'"' + (${place} as string) + '"'`;
  return `(${place} as ${node.kind === 'boolean' ? 'boolean' : 'number'}${node.nullable ? ' | null' : ''})`;
}

function nestedText({ name, node }, type, writer) {
  return orNull(node, `r.${name}`, writeCall(node, `r.${name}`, `${type.name}_${name}`, writer));
}

const orNull = (node, place, text) => (node.nullable ? `${place} === null ? 'null' : ${text}` : text);

function writeCall(node, place, path, writer) {
  if (node.kind === 'record') return `write${node.ref}(${place})`;
  const render = node.kind === 'array' ? listWriter : mapWriter;
  writer.lists.push(render(node, path, writer));
  return `write_${path}(${place})`;
}

function elementText(node, path, writer) {
  if (isNested(node)) return { check: '', text: orNull(node, 'all[key]', writeCall(node, 'all[key]', `${path}_item`, writer)) };
  return { check: plainCheck(node, 'all[key]', ''), text: plainText(node, 'all[key]') };
}

function listWriter(node, path, writer) {
  const { check, text } = elementText(node.items, path, writer);
  return `function write_${path}(value: unknown): string {
  const all = asList(value, '${wordsFor(node)}');
  let text = '[';
  let key = 0;
  try {
    for (; key < all.length; key += 1) { ${check} text += (key === 0 ? '' : ',') + (${text}); }
  } catch (error) {
    throw within(error, \`[\${key}]\`);
  }
  return text + ']';
}
`;
}

function mapWriter(node, path, writer) {
  const { check, text } = elementText(node.values, path, writer);
  return `function write_${path}(value: unknown): string {
  const all = asFields(value, '${wordsFor(node)}');
  let text = '';
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; ${check} text += (text === '' ? '' : ',') + quote(key) + ':' + (${text}); }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
  return '{' + text + '}';
}
`;
}
