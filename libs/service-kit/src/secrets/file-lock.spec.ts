import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { underLock } from './file-lock.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is given back by work that fails, with its error', async () => {
  const patience = { clock: new FakeClock(), withinMs: 0 };
  const failing = underLock(join(folder, 'lock'), patience, () => Promise.reject(new Error('no key')));
  await expect(failing).rejects.toThrow('no key');
  expect(await readdir(folder)).toEqual([]);
});

it('lets nobody in while it is held, and says who holds it', async () => {
  const path = join(folder, 'lock');
  const patience = { clock: new FakeClock(), withinMs: 0 };
  await underLock(path, patience, async () => {
    await expect(underLock(path, patience, () => Promise.resolve('in'))).rejects.toThrow(`process ${process.pid} `);
    expect(await readdir(folder)).toEqual(['lock']);
  });
  expect(await underLock(path, patience, () => Promise.resolve('in'))).toBe('in');
});
