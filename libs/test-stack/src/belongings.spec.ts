import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { identify, isRunning } from '../../../deploy/local/native.mjs';
import { eventually, spawnService } from './index.js';

const NATIVE = fileURLToPath(new URL('../../../deploy/local/native.mjs', import.meta.url));
const REAPER = fileURLToPath(new URL('./reaper.mjs', import.meta.url));

// Stands for a jest worker: starts a long-lived server of its own, hands it to a reaper, and is then killed.
const OWNER = `
  const { spawn } = await import('node:child_process');
  const { mkdtempSync, writeFileSync } = await import('node:fs');
  const { identify } = await import(${JSON.stringify(NATIVE)});
  const folder = mkdtempSync(process.env.FOLDER_PREFIX);
  const server = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  writeFileSync(folder + '/' + server.pid + '.process', JSON.stringify(identify(server.pid)));
  writeFileSync(folder + '/broken.process', '{"pid":');
  const me = identify(process.pid);
  spawn(process.execPath, [${JSON.stringify(REAPER)}, folder, String(me.pid), me.started], { detached: true, stdio: 'ignore' });
  console.log(JSON.stringify({ folder, server: server.pid }));
  setInterval(() => {}, 1000);
`;

describe('the reaper', () => {
  it('ends what a killed test process had started, and removes its folder', async () => {
    const env = { FOLDER_PREFIX: `${process.env['TMPDIR'] ?? '/tmp'}/lodestream-reaper-` };
    const owner = await spawnService({ args: ['--input-type=module', '-e', OWNER], env });
    const { folder, server } = JSON.parse(await owner.waitForLine('{')) as { folder: string; server: number };
    const identity = identify(server);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect([isRunning(identity), existsSync(folder)]).toEqual([true, true]);
    await owner.kill();
    await eventually(() => expect([isRunning(identity), existsSync(folder)]).toEqual([false, false]));
  });
});
