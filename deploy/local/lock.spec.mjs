import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '@lodestream/test-stack';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from './processes.mjs';
import { withLock } from './lock.mjs';

const lockFile = () => join(temporaryFolder('lock'), 'deep', 'stack.lock');

describe('a lock', () => {
  it('lets one action run after the other, and goes away', async () => {
    const file = lockFile();
    const events = [];
    const act = (name) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withLock(file, act(name), { waitMs: 5_000 })));
    expect(events.map((event) => event.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends', 'begins', 'ends']);
    expect(existsSync(file)).toBe(false);
  });

  it('is let go when the action fails', async () => {
    const file = lockFile();
    await expect(withLock(file, () => Promise.reject(new Error('broke')), { waitMs: 0 })).rejects.toThrow('broke');
    expect(await withLock(file, () => 'free', { waitMs: 0 })).toBe('free');
  });

  it('is waited for while its holder lives, no longer than agreed, and says for whom', async () => {
    const file = lockFile();
    await withLock(file, () => undefined, { waitMs: 0 });
    writeFileSync(file, JSON.stringify(identify(process.pid)));
    const waitedFor = [];
    const waiting = withLock(file, () => 'never', {
      waitMs: 300,
      onWait: (holder) => waitedFor.push(holder.pid),
    });
    await expect(waiting).rejects.toThrow(/still holds/);
    expect(waitedFor).toEqual([process.pid]);
  });

  it('is taken over from a process that has ended, and from one killed before it wrote its name', async () => {
    const file = lockFile();
    await withLock(file, () => undefined, { waitMs: 0 });
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'another boot/1' }));
    expect(await withLock(file, () => 'taken', { waitMs: 2_000 })).toBe('taken');
    writeFileSync(file, '');
    await expect(withLock(file, () => 'too soon', { waitMs: 300 })).rejects.toThrow(/still holds/);
    utimesSync(file, new Date(), new Date(Date.now() - 60_000));
    expect(await withLock(file, () => 'taken', { waitMs: 2_000 })).toBe('taken');
  });
});
