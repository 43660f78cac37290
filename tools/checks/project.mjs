/** What the checks know about the project: its files and its packages. Works on any folder, so that fixtures are projects too. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const notOurs = new Set(['node_modules', 'dist', '.git', '.nx', 'data', 'coverage']);
const fixtures = 'tools/checks/fixtures';

/** A project: its root, every file in it (paths relative to the root, with `/`), and its packages. */
export function openProject(root) {
  const files = walk(root, root).sort();
  return { root, files, packages: packagesOf(root, files), read: reader(root) };
}

/** Hand-written source: not generated, not a fixture, not a type declaration. */
export const isSource = (path) =>
  /\.(ts|mts|mjs|js|svelte)$/.test(path) &&
  !path.endsWith('.d.ts') &&
  !path.endsWith('.d.mts') &&
  !/(^|\/)(generated|testcases)\//.test(path);

/** A file of tests: facts, contract suites and what only they use. */
export const isTest = (path) =>
  /\.(spec|contract|fixture)\.[cm]?[jt]s$/.test(path) ||
  /(^|\/)(test|bench|testcases|[a-z-]*contract)\//.test(path) ||
  /(-under-test|\/contract)\.ts$/.test(path);

/** The package a file belongs to: the one with the longest folder. */
export function packageOf(project, path) {
  return project.packages.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`)) ?? null;
}

/** Reads each file once; several checks look at all of them. */
function reader(root) {
  const texts = new Map();
  return (path) => {
    if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8'));
    return texts.get(path);
  };
}

function packagesOf(root, files) {
  return files
    .filter((path) => path === 'package.json' || path.endsWith('/package.json'))
    .map((path) => ({ folder: path.replace(/\/?package\.json$/, ''), manifest: JSON.parse(readFileSync(join(root, path), 'utf8')) }))
    .sort((a, b) => b.folder.length - a.folder.length);
}

function walk(root, folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const name = relative(root, path).replaceAll('\\', '/');
    if (notOurs.has(entry.name) || name === fixtures) return [];
    if (entry.isDirectory()) return walk(root, path);
    return entry.isFile() && existsSync(path) ? [name] : [];
  });
}
