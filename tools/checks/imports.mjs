/** Reads what files import, without running or typing them. */
import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { builtinModules } from 'node:module';
import ts from 'typescript';
import { packageOf } from './project.mjs';

/** The specifiers a file imports or re-exports, types included. */
export function importsOf(project, path) {
  const text = path.endsWith('.svelte') ? scriptOf(project.read(path)) : project.read(path);
  return [...new Set(ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName))];
}

/** The package a specifier names, such as `@nestjs/common` of `@nestjs/common/pipes`; null for relative ones. */
export function packageNameOf(specifier) {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether node itself brings it. */
export const isBuiltin = (specifier) => specifier.startsWith('node:') || builtinModules.includes(specifier);

/** The file a specifier means, relative to the root, if it is one of ours; else null. */
export function resolveImport(project, path, specifier) {
  if (specifier.startsWith('.')) return sourceOf(project, posix.normalize(posix.join(posix.dirname(path), specifier)));
  const name = packageNameOf(specifier);
  const target = project.packages.find(({ manifest }) => manifest.name === name);
  if (target === undefined) return null;
  const entry = target.manifest.exports?.[specifier === name ? '.' : `.${specifier.slice(name.length)}`]?.['@lodestream/source'];
  return entry === undefined ? null : posix.join(target.folder, entry);
}

/** Every file reachable by relative imports from the given ones. */
export function reachableFrom(project, entries) {
  const seen = new Set();
  const waiting = [...entries];
  while (waiting.length > 0) {
    const path = waiting.pop();
    if (path === null || seen.has(path) || !/\.([cm]?[jt]s|svelte)$/.test(path)) continue;
    seen.add(path);
    for (const specifier of importsOf(project, path)) if (specifier.startsWith('.')) waiting.push(resolveImport(project, path, specifier));
  }
  return seen;
}

/** The manifest a dependency brings, as installed. */
export function installedManifest(project, name) {
  for (let folder = project.root; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return null;
  }
}

function sourceOf(project, path) {
  const home = packageOf(project, path);
  const guesses = [
    path,
    `${path}.ts`,
    path.replace(/\.js$/, '.ts'),
    path.replace(/\.mjs$/, '.mts'),
    path.replace(/\/dist\/(.*)\.js$/, '/src/$1.ts'),
  ];
  return guesses.find((guess) => home !== undefined && existsSync(join(project.root, guess))) ?? null;
}

const scriptOf = (text) => [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, body]) => body).join('\n');
