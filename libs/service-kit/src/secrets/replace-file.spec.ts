import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile, syncFolder } from './replace-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-replace-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('replaces a file for its owner alone, and leaves nothing beside it', async () => {
  const path = join(folder, 'key.txt');
  await writeFile(path, 'old');
  await replaceFile(path, 'new');
  expect([await readFile(path, 'utf8'), (await stat(path)).mode & 0o777, await readdir(folder)]).toEqual(['new', 0o600, ['key.txt']]);
});

it('makes the folder durable once the new file is in its place, and not before', async () => {
  const path = join(folder, 'key.txt');
  const synced: string[] = [];
  await replaceFile(path, 'new', async (of) => {
    synced.push(of, await readFile(path, 'utf8'));
    await syncFolder(of);
  });
  expect(synced).toEqual([folder, 'new']);
});
