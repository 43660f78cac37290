import { setName } from './generated-names.mjs';
import { wordsFor } from './record-model.mjs';
import { expectedOf, guarded, isNested, plainTest } from './render-reader.mjs';

/** The function `check<Type>`: refuses the first field that is missing, undeclared or ill-typed. */
export function checkerOf(type) {
  const checker = { lists: [] };
  const plain = type.fields.filter((field) => !isNested(field.node)).map(({ name, node }) => plainCheck(node, `r.${name}`, name));
  const nested = type.fields.filter((field) => isNested(field.node)).map((field) => nestedCheck(field, type, checker));
  const body = [
    `const r = asFields(value, '${type.name}');`,
    `if (countFields(r) !== ${type.fields.length}) refuseUndeclared(r, ${setName(type.name)} as ReadonlySet<string>);`,
    ...plain,
    ...guarded(nested),
  ];
  return `${checker.lists.join('')}function check${type.name}(value: unknown): void {\n  ${body.join('\n  ')}\n}\n`;
}

function plainCheck(node, place, label) {
  const wrong = `${node.nullable ? `${place} !== null && ` : ''}!${plainTest(node, place)}`;
  return `if (${wrong}) refuse('${label}', '${expectedOf(node)}', ${place});`;
}

function nestedCheck({ name, node }, type, checker) {
  return `at = '${name}'; ${unlessNull(node, `r.${name}`)}${checkCall(node, `r.${name}`, `${type.name}_${name}`, checker)}`;
}

const unlessNull = (node, place) => (node.nullable ? `if (${place} !== null) ` : '');

function checkCall(node, place, path, checker) {
  if (node.kind === 'record') return `check${node.ref}(${place});`;
  const render = node.kind === 'array' ? listChecker : mapChecker;
  checker.lists.push(render(node, path, checker));
  return `check_${path}(${place});`;
}

function elementCheck(node, path, checker) {
  if (!isNested(node)) return plainCheck(node, 'all[key]', '');
  return unlessNull(node, 'all[key]') + checkCall(node, 'all[key]', `${path}_item`, checker);
}

function listChecker(node, path, checker) {
  return `function check_${path}(value: unknown): void {
  const all = asList(value, '${wordsFor(node)}');
  let key = 0;
  try {
    for (; key < all.length; key += 1) { ${elementCheck(node.items, path, checker)} }
  } catch (error) {
    throw within(error, \`[\${key}]\`);
  }
}
`;
}

function mapChecker(node, path, checker) {
  return `function check_${path}(value: unknown): void {
  const all = asFields(value, '${wordsFor(node)}');
  let at: string | null = null;
  try {
    for (const key of Object.keys(all)) { at = null; checkKey(key); at = key; ${elementCheck(node.values, path, checker)} }
  } catch (error) {
    throw within(error, at === null ? '' : shownKey(at));
  }
}
`;
}
