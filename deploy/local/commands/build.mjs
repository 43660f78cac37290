import { ensurePart, isBuilt } from '../build-part.mjs';
import { PARTS } from '../parts/parts.mjs';
import { StackProblem } from '../problem.mjs';

/**
 * Builds parts into the cache without starting anything; all of them unless some are named. With `--check` nothing is
 * built: it ends with 1 unless they are there.
 */
export async function build({ options, args, say }) {
  const unknown = args.find((name) => !(name in PARTS));
  if (unknown !== undefined)
    throw new StackProblem(`There is no part "${unknown}".`, {
      fix: `name one of: ${Object.keys(PARTS).join(', ')}.`,
    });
  const names = args.length > 0 ? args : Object.keys(PARTS);
  if (options.check) return names.every((name) => isBuilt(PARTS[name])) ? 0 : 1;
  const folders = await Promise.all(names.map((name) => ensurePart(PARTS[name], { say })));
  for (const folder of folders) say(`Ready: ${folder}`);
  return 0;
}
