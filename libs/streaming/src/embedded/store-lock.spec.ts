import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { StoreLock } from './store-lock.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'store-lock-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const leave = (name: string, holder: object): Promise<void> => writeFile(join(directory, name), JSON.stringify(holder));
const deadHolder = () => ({
  pid: deadPid(),
  startedAt: '1',
  token: 'dead',
  since: '2026-01-01T00:00:00.000Z',
});

describe('StoreLock', () => {
  it('is held by one at a time, also within one process', async () => {
    const first = new StoreLock(directory);
    await first.take();
    const second = new StoreLock(directory).take();
    await expect(second).rejects.toBeInstanceOf(PermanentError);
    await expect(second).rejects.toThrow(`process ${process.pid} `);
    await first.release();
    await expect(new StoreLock(directory).take()).resolves.toBeUndefined();
  });

  it('is taken over from a holder that died', async () => {
    await leave('holder.json', deadHolder());
    const lock = new StoreLock(directory);
    await lock.take();
    expect(JSON.parse(await readFile(join(directory, 'holder.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
    await lock.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('is taken over from a number that another process bears by now', async () => {
    await leave('holder.json', { ...deadHolder(), pid: process.ppid });
    const lock = new StoreLock(directory).take();
    if (process.platform === 'linux') await expect(lock).resolves.toBeUndefined();
    else await expect(lock).rejects.toBeInstanceOf(PermanentError);
  });

  it('is taken over by only one of many who find the holder dead', async () => {
    await leave('holder.json', deadHolder());
    const takers = Array.from({ length: 20 }, () => new StoreLock(directory).take());
    const outcomes = await Promise.allSettled(takers);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over from a dead holder whose first claimer died as well', async () => {
    await leave('holder.json', deadHolder());
    await leave('holder.json.claim.dead', { ...deadHolder(), token: 'dead claimer' });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => new StoreLock(directory).take()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(directory)).toEqual(['holder.json']);
  });

  it('does not stumble over a file that is none of its own', async () => {
    await writeFile(join(directory, 'holder.json'), '{"pid": 12');
    await expect(new StoreLock(directory).take()).resolves.toBeUndefined();
  });

  it('does not give back what somebody else holds', async () => {
    const lock = new StoreLock(directory);
    await lock.take();
    await leave('holder.json', { pid: process.pid, startedAt: null, token: 'other', since: 'now' });
    await lock.release();
    expect(await readdir(directory)).toEqual(['holder.json']);
  });
});
