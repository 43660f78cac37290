import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What the first line of a generated file says. */
export const generatedNotice = 'Generated from schemas/ by `npm run generate`; do not edit.';

/**
 * Names the generated files that are stale, missing, or left over in a folder that is generated whole.
 * A set is `{ folders, files }`: folders relative to the root, files a Map of relative path to text.
 */
export async function compareFiles(root, set) {
  const stale = [];
  for (const [path, text] of set.files) {
    const found = await textOf(join(root, path));
    if (found !== text) stale.push({ path, reason: found === null ? 'missing' : 'stale' });
  }
  const leftOver = await leftOvers(root, set);
  return [...stale, ...leftOver.map((path) => ({ path, reason: 'left over, no schema makes it any more' }))];
}

/** Writes what is not current and removes what is left over; returns the paths it touched. */
export async function writeFiles(root, set) {
  const touched = (await compareFiles(root, set)).map((problem) => problem.path);
  for (const path of touched) {
    const text = set.files.get(path);
    if (text === undefined) await rm(join(root, path));
    else await write(join(root, path), text);
  }
  return touched;
}

async function write(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function leftOvers(root, set) {
  const lists = await Promise.all(set.folders.map((folder) => filesIn(join(root, folder))));
  return lists
    .flat()
    .map((path) => relative(root, path).replaceAll('\\', '/'))
    .filter((path) => !set.files.has(path));
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing([]));
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const textOf = (path) => readFile(path, 'utf8').catch(ignoreMissing(null));

const ignoreMissing = (instead) => (error) => {
  if (error.code === 'ENOENT') return instead;
  throw error;
};
