import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openingTime } from './opening-time.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-opening-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is now the first time, and the same ever after', async () => {
  expect([await openingTime(join(folder, 'new'), 1, 1_000), await openingTime(join(folder, 'new'), 1, 9_000)]).toEqual([1_000, 1_000]);
});

it('is another for another farm', async () => {
  await openingTime(folder, 1, 1_000);
  expect(await openingTime(folder, 2, 9_000)).toBe(9_000);
});

it.each(['', 'not json', '{"opened_at":"x"}', 'null'])('begins anew where the file says %p', async (text) => {
  await writeFile(join(folder, 'simulated-farm-1.json'), text);
  expect(await openingTime(folder, 1, 5_000)).toBe(5_000);
});
