import { codecName, setName } from './generated-names.mjs';
import { checkerOf } from './render-checker.mjs';
import { readerOf } from './render-reader.mjs';

const runtimeNames =
  'asFields, asList, checkKey, countFields, createCodec, dropUnknown, isDouble, isInt, isLong, refuse, refuseUndeclared, shownKey, within'.split(
    ', ',
  );

/** The codec of a record as straight-line code: what a generic walk would look up for each record stands here as text. */
export function renderCodec(record) {
  const types = [...record.types.values()];
  const body = [
    ...types.filter((type) => type.kind === 'enum').map(symbolsText),
    ...types.filter((type) => type.kind === 'record').flatMap((type) => [fieldsText(type), readerOf(type), checkerOf(type)]),
    codecText(record),
  ].join('\n');
  return `${importsText(record, body)}\n${body}`;
}

const symbolsText = (type) => setText(type.name, type.symbols);
const fieldsText = (type) =>
  setText(
    type.name,
    type.fields.map((field) => field.name),
  );
const setText = (name, values) => `const ${setName(name)}: ReadonlySet<unknown> = new Set(${JSON.stringify(values)});\n`;

function codecText({ typeName, recordName, major, maxBytes }) {
  const parts = [
    `recordName: '${recordName}'`,
    `schema: '${recordName}/${major}'`,
    `maxBytes: ${maxBytes}`,
    `read: (value, tally) => read${typeName}(value, tally) as unknown as ${typeName}`,
    `check: check${typeName}`,
  ];
  const name = codecName(typeName);
  return `/** Turns {@link ${typeName}} into plain JSON and back. */
export const ${name}: Codec<${typeName}, ${typeName}Input> = createCodec<${typeName}, ${typeName}Input>({\n  ${parts.join(',\n  ')},\n});\n`;
}

function importsText({ typeName, file }, body) {
  const used = runtimeNames.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return [
    `import type { ${typeName}, ${typeName}Input } from './${file}.record.js';`,
    "import type { Codec, DecodeTally, Fields } from './codec-runtime.js';",
    `import { ${used.join(', ')} } from './codec-runtime.js';\n`,
  ].join('\n');
}
