/**
 * `npm run bench [-- NAME …] [--quick]`: runs the benchmarks one after the other; each prints ratios of one run and its count of correct
 * results. Options are handed to every benchmark.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureInstalled, fail } from './install.mjs';
import { root } from './node-path.mjs';
import { build, run } from './run.mjs';

const node = ensureInstalled();
const all = ['libs', 'services'].flatMap(benchmarksIn).sort();
const given = process.argv.slice(2);
const options = given.filter((word) => word.startsWith('-'));
const wanted = given.filter((word) => !word.startsWith('-'));
const names = all.map((path) => basename(path, '.bench.ts'));
if (wanted.some((name) => !names.includes(name))) fail(`No such benchmark; there is: ${names.join(', ')}.`, 2);
const chosen = wanted.length === 0 ? all : all.filter((path) => wanted.includes(basename(path, '.bench.ts')));
if (build(node) !== 0) fail('The build failed; its messages stand above.', 1);
const codes = chosen.map((path) => {
  console.log(`\n── ${basename(path, '.bench.ts')}`);
  return run(node, ['--conditions=@lodestream/source', '--expose-gc', '--import', './tools/build/run-source.mjs', path, ...options]);
});
process.exit(codes.some((code) => code !== 0) ? 1 : 0);

/** Found without a glob: this file runs on any Node from 20 on, before the pinned one is known. */
function benchmarksIn(rooms) {
  return readdirSync(join(root, rooms)).flatMap((room) => {
    const folder = join(rooms, room, 'bench');
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.bench.ts'))
      .map((file) => join(folder, file));
  });
}
