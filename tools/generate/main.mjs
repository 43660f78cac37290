/**
 * Writes every generated file of the project, or with --check compares them with what would be written.
 * `npm run generate` after a change of schemas/, of a configuration class, of a metrics.yaml or of the interface's answers; `npm run generate -- --check` in the checks.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareFiles, writeFiles } from './generated-files.mjs';
import { generateOpenapi } from './openapi/generate-openapi.mjs';
import { generateReadmes } from './readme/generate-readmes.mjs';
import { generateRecords } from './records/generate-records.mjs';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
});
const root = resolve(values.root ?? resolve(import.meta.dirname, '../..'));
const sets = [await generateRecords(root), await generateReadmes(root), await generateOpenapi(root)];

if (values.check) {
  const stale = (await Promise.all(sets.map((set) => compareFiles(root, set)))).flat();
  for (const problem of stale) console.error(`${problem.path}: ${problem.reason}; run \`npm run generate\``);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  const written = (await Promise.all(sets.map((set) => writeFiles(root, set)))).flat();
  console.log(written.length === 0 ? 'Every generated file is current.' : `Wrote ${written.join(', ')}`);
}
