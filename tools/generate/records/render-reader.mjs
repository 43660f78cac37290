import { setName } from './generated-names.mjs';
import { wordsFor } from './record-model.mjs';

/** The function `read<Type>`: checks in place, fills defaults, leaves out and counts what is unknown. */
export function readerOf(type) {
  const reader = { lists: [] };
  const plain = type.fields.filter((field) => !isNested(field.node)).map((field) => plainField(field));
  const nested = type.fields.filter((field) => isNested(field.node)).map((field) => nestedField(field, type, reader));
  const body = [`const r = asFields(value, '${type.name}');`, ...plain, ...guarded(nested), lastLine(type), 'return r;'];
  return `${reader.lists.join('')}function read${type.name}(value: unknown, tally: DecodeTally): Fields {\n  ${body.join('\n  ')}\n}\n`;
}

/** True for a value that holds other values. */
export const isNested = (node) => ['record', 'array', 'map'].includes(node.kind);

/** Statements under one `try`, so that a refusal from inside gets the outer part of its path. */
export function guarded(statements) {
  if (statements.length === 0) return [];
  return ["let at = '';", 'try {', ...statements.map((line) => `  ${line}`), '} catch (error) {', '  throw within(error, at);', '}'];
}

const lastLine = (type) =>
  `if (countFields(r) !== ${type.fields.length}) dropUnknown(r, ${setName(type.name)} as ReadonlySet<string>, tally);`;

function plainField({ name, node, hasDefault, default: value }) {
  const check = plainCheck(node, `r.${name}`, name);
  return hasDefault ? `if (r.${name} === undefined) r.${name} = ${JSON.stringify(value)};\n  else ${check}` : check;
}

function plainCheck(node, place, label) {
  const wrong = `${node.nullable ? `${place} !== null && ` : ''}!${plainTest(node, place)}`;
  const refusal = `refuse('${label}', '${expectedOf(node)}', ${place});`;
  if (node.kind !== 'enum' || node.fallback === undefined) return `if (${wrong}) ${refusal}`;
  const replace = `{ ${place} = '${node.fallback}'; tally.unknownFields += 1; }`;
  return `if (${wrong}) { if (typeof ${place} === 'string') ${replace} else ${refusal} }`;
}

/** The test a plain value must pass, as an expression. */
export function plainTest(node, place) {
  const tests = { double: `isDouble(${place})`, int: `isInt(${place})`, long: `isLong(${place})` };
  if (node.kind === 'enum') return `${setName(node.ref)}.has(${place})`;
  return tests[node.kind] ?? `(typeof ${place} === '${node.kind}')`;
}

/** What a refusal says it expected. */
export function expectedOf(node) {
  if (node.kind !== 'enum') return wordsFor(node);
  return `one of ${node.symbols.join(', ')}${node.nullable ? ' or null' : ''}`;
}

function nestedField({ name, node, hasDefault, default: value }, type, reader) {
  const fill = hasDefault ? `if (r.${name} === undefined) r.${name} = ${JSON.stringify(value)};\n    ` : '';
  const unlessNull = node.nullable ? `if (r.${name} !== null) ` : '';
  return `${fill}at = '${name}'; ${unlessNull}${readCall(node, `r.${name}`, `${type.name}_${name}`, reader)}`;
}

function readCall(node, place, path, reader) {
  if (node.kind === 'record') return `read${node.ref}(${place}, tally);`;
  const write = node.kind === 'array' ? listReader : mapReader;
  reader.lists.push(write(node, path, reader));
  return `read_${path}(${place}, tally);`;
}

function elementCheck(node, path, reader) {
  if (!isNested(node)) return plainCheck(node, 'all[key]', '');
  return `${node.nullable ? 'if (all[key] !== null) ' : ''}${readCall(node, 'all[key]', `${path}_item`, reader)}`;
}

function listReader(node, path, reader) {
  const check = elementCheck(node.items, path, reader);
  return `function read_${path}(value: unknown, tally: DecodeTally): void {
  const all = asList(value, '${wordsFor(node)}');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { ${check} }
  } catch (error) {
    throw within(error, \`[\${key}]\`);
  }
}
`.replace('tally: DecodeTally', check.includes('tally') ? 'tally: DecodeTally' : '_tally: DecodeTally');
}

function mapReader(node, path, reader) {
  const check = elementCheck(node.values, path, reader);
  return `function read_${path}(value: unknown, tally: DecodeTally): void {
  const all = asFields(value, '${wordsFor(node)}');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; ${check} }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
`.replace('tally: DecodeTally', check.includes('tally') ? 'tally: DecodeTally' : '_tally: DecodeTally');
}
