/** `npm run bench [-- NAME …]`: runs the benchmarks one after the other; each prints ratios of one run and its count of correct results. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { ensureInstalled, fail } from './install.mjs';
import { root } from './node-path.mjs';
import { build, run } from './run.mjs';

const node = ensureInstalled();
if (build(node) !== 0) fail('The build failed; its messages stand above.', 1);
const all = globSync(['libs/*/bench/*.bench.ts', 'services/*/bench/*.bench.ts'], { cwd: root }).sort();
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? all : all.filter((path) => wanted.includes(basename(path, '.bench.ts')));
if (chosen.length === 0) fail(`No such benchmark; there is: ${all.map((path) => basename(path, '.bench.ts')).join(', ')}.`, 2);
const codes = chosen.map((path) => {
  console.log(`\n── ${basename(path, '.bench.ts')}`);
  return run(node, ['--conditions=@lodestream/source', '--expose-gc', '--import', './tools/build/run-source.mjs', path]);
});
process.exit(codes.some((code) => code !== 0) ? 1 : 0);
