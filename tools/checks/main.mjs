/**
 * Runs every check, or those named, and prints all that any of them found, with a table at the end.
 * `npm run check [-- NAME …]`
 */
import { resolve } from 'node:path';
import { checks } from './checks.mjs';
import { openProject } from './project.mjs';
import { report } from './report.mjs';

const wanted = process.argv.slice(2);
const strangers = wanted.filter((name) => !checks.some((check) => check.name === name));
if (strangers.length > 0) {
  console.error(`There is no check called ${strangers.join(', ')}; there is: ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? checks : checks.filter(({ name }) => wanted.includes(name));
const project = openProject(resolve(import.meta.dirname, '../..'));
process.exitCode = report(await runAll(chosen, 2), console.log) ? 0 : 1;

/** So many at a time, in order; the longest stand first in the list. */
async function runAll(list, atOnce) {
  const results = new Array(list.length);
  const waiting = [...list.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await runOne(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function runOne(check) {
  const begun = performance.now();
  const findings = await Promise.try(check.run, project).catch((error) => [`the check itself failed: ${error.stack}`]);
  return { ...check, findings, seconds: (performance.now() - begun) / 1_000 };
}
