/** Compiles the src/ of the package in the current folder into dist/, file by file; specs and contract suites stay out. */
import { transform } from '@swc/core';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import options from './swc-options.mjs';

const isSource = (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('.spec.ts');
const isAsset = (name) => /\.(json|avsc|yaml|wasm)$/.test(name);

async function compile(path) {
  const { code, map } = await transform(await readFile(path, 'utf8'), { ...options, swcrc: false, filename: path });
  const out = join('dist', relative('src', path)).replace(/\.ts$/, '.js');
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${code}//# sourceMappingURL=${out.split('/').pop()}.map\n`);
  if (map) await writeFile(`${out}.map`, map);
}

async function copy(path) {
  const out = join('dist', relative('src', path));
  await mkdir(dirname(out), { recursive: true });
  await cp(path, out);
}

await rm('dist', { recursive: true, force: true });
const entries = await readdir('src', { recursive: true, withFileTypes: true });
const files = entries.filter((e) => e.isFile() && !e.parentPath.includes('testcases'));
const paths = files.map((e) => join(e.parentPath, e.name));
await Promise.all([...paths.filter(isSource).map(compile), ...paths.filter((p) => isAsset(p)).map(copy)]);
