import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataDirectory } from './data-directory.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-data-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('makes what is missing and leaves nothing in it', async () => {
  await prepareDataDirectory(join(folder, 'a', 'b'));
  await prepareDataDirectory(join(folder, 'a', 'b'));
  expect(await readdir(join(folder, 'a', 'b'))).toEqual([]);
});

it('refuses a file, naming the setting and the way out', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(prepareDataDirectory(join(folder, 'file'))).rejects.toThrow(
    /general\.data_directory: it can't be made or written[\s\S]*--data/,
  );
  await expect(prepareDataDirectory(join(folder, 'file', 'below'))).rejects.toThrow(/general\.data_directory/);
});

it('refuses a place where nothing can be made, in no time', async () => {
  await expect(prepareDataDirectory('/proc/lodestream')).rejects.toMatchObject({ exitCode: 78 });
});
