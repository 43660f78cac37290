import { describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const run = (...args: string[]) =>
  spawn(process.execPath, [
    '--conditions=@lodestream/source',
    '--import',
    from('../../../tools/build/run-source.mjs'),
    from('./main.ts'),
    ...args,
  ]);

// Each starts a process that compiles its sources.
jest.setTimeout(120_000);

describe('the simulator as a program', () => {
  it('says where its farm is, answers there, and ends by itself when told to', async () => {
    const program = run('--miners', '3', '--miner-port', '0', '--control-port', '0', '--market-port', '0', '--no-faults');
    let said = '';
    for await (const part of program.stdout) if ((said += String(part)).includes('\n')) break;
    const [, miner, truth] = /(http:\/\/127\.10\.0\.1:\d+)\. Truth: (\S+)/.exec(said)!;
    expect((await fetch(`${miner}/api/v1/summary`)).status).toBe(200);
    expect(((await (await fetch(truth!)).json()) as { miners: unknown[] }).miners).toHaveLength(3);
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([0, null]);
  });

  it.each([
    ['--mines', '3'],
    ['--miners', 'many'],
    ['--miners', '0'],
    ['--opened-at', 'yesterday'],
  ])('explains itself when it is told %s %s', async (...args) => {
    const program = run(...args);
    let said = '';
    program.stderr.on('data', (part) => (said += String(part)));
    expect(await once(program, 'close')).toEqual([64, null]);
    expect(said).toContain('Usage:');
  });
});
