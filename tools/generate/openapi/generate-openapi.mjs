/** What the interface's description takes from the types and docstrings of the dashboard: the program itself keeps neither. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { docsIn } from '../config/class-docs.mjs';

const source = 'services/dashboard/src/openapi/answers.ts';
const folder = 'services/dashboard/src/openapi/generated';
const notice = '// Generated from src/openapi/answers.ts and src/*/*.query.ts by `npm run generate`; do not edit.';

/** The schemas of all answers and the docstrings of all queries. */
export async function generateOpenapi(root) {
  const files = new Map();
  if (existsSync(join(root, source))) {
    files.set(`${folder}/answer-schemas.ts`, script('answerSchemas', 'object', answerSchemas(root)));
    files.set(`${folder}/query-docs.ts`, script('queryDocs', 'Readonly<Record<string, string>>', queryDocs(root)));
  }
  return { folders: [folder], files };
}

const script = (name, type, value) =>
  `${notice}\nexport const ${name}: Readonly<Record<string, ${type}>> = ${JSON.stringify(value, null, 2)};\n`;

function answerSchemas(root) {
  const generator = createGenerator({
    path: join(root, source),
    tsconfig: join(root, 'tools/generate/openapi/tsconfig.json'),
    type: 'Answers',
    expose: 'export',
    topRef: false,
    jsDoc: 'extended',
    additionalProperties: false,
    sortProps: false,
    skipTypeCheck: true,
  });
  return asComponents(generator.createSchema('Answers').definitions);
}

/** As OpenAPI 3.1 has schemas: under `components`, tuples as JSON Schema 2020-12 writes them. */
function asComponents(node) {
  if (Array.isArray(node)) return node.map(asComponents);
  if (typeof node !== 'object' || node === null) return node;
  const { items, $ref, minItems, maxItems, ...rest } = node;
  const made = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, asComponents(value)]));
  if ($ref !== undefined) return { ...made, $ref: $ref.replace('#/definitions/', '#/components/schemas/') };
  if (items === undefined) return made;
  return {
    ...made,
    ...(Array.isArray(items) ? { prefixItems: asComponents(items), items: false, minItems, maxItems } : { items: asComponents(items) }),
  };
}

function queryDocs(root) {
  const docs = new Map();
  for (const path of globSync('services/dashboard/src/*/*.query.ts', { cwd: root }).sort())
    for (const [name, { settings }] of docsIn(path, readFileSync(join(root, path), 'utf8'))) docs.set(name, Object.fromEntries(settings));
  return Object.fromEntries(docs);
}
