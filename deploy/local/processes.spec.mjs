import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { endProcess, identify, isRunning, signal } from './processes.mjs';

const children = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

async function started(script = 'setInterval(() => {}, 1000)') {
  const child = spawn(process.execPath, ['-e', `${script}; console.log('up')`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

describe('a process identity', () => {
  it('holds for the process it was taken of, and for no other', async () => {
    const [one, other] = [await started(), await started()];
    expect(isRunning(identify(one.pid))).toBe(true);
    expect(isRunning({ ...identify(one.pid), started: `${identify(other.pid).started}0` })).toBe(false);
    expect([isRunning(null), isRunning(undefined), identify(0), identify(-1)]).toEqual([false, false, null, null]);
  });

  it('ends with the process, even while nobody has noticed its end', async () => {
    const child = await started();
    const identity = identify(child.pid);
    process.kill(child.pid, 'SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isRunning(identity)).toBe(false);
  });
});

describe('ending a process', () => {
  it('never signals a process that only has the same number', async () => {
    const child = await started();
    const recycled = { ...identify(child.pid), started: 'another boot/1' };
    expect(signal(recycled, 'SIGKILL')).toBe(false);
    expect(await endProcess(recycled)).toBe('was not running');
    expect(isRunning(identify(child.pid))).toBe(true);
  });

  it('asks first, and kills what does not listen', async () => {
    expect(await endProcess(identify((await started()).pid))).toBe('ended');
    const deaf = await started("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
    expect(await endProcess(identify(deaf.pid), { graceMs: 200 })).toBe('killed');
  });
});
