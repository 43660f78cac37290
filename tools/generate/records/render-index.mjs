import { codecName } from './generated-names.mjs';

/** The public surface: every type, every codec by itself and in \`codecs\`, the topics. */
export function renderIndex(records) {
  const imports = records.map(({ file, typeName }) => `import { ${codecName(typeName)} } from './${file}.codec.js';`);
  const exports = records.flatMap(({ file }) => [`export * from './${file}.codec.js';`, `export type * from './${file}.record.js';`]);
  const entries = records.map(({ typeName }) => `  ${codecName(typeName).replace(/Codec$/, '')}: ${codecName(typeName)},`);
  return [
    ...imports,
    '',
    "export type { Codec, DecodeOptions, DecodeTally, FramedBytes } from './codec-runtime.js';",
    "export { frameContent, isFrame } from './codec-runtime.js';",
    "export * from './avro-schemas.js';",
    "export * from './topics.js';",
    ...exports,
    '',
    '/** Every codec, by its record in camelCase. */',
    `export const codecs = {\n${entries.join('\n')}\n} as const;\n`,
  ].join('\n');
}
