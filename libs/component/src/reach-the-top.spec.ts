import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const hooks = fileURLToPath(new URL('../../../tools/build/run-source.mjs', import.meta.url));
const source = new URL('./reach-the-top.ts', import.meta.url).href;

it('ends the process, though it is called where every rejection is caught', () => {
  const program = `const { reachTheTop } = await import('${source}'); await Promise.resolve().then(() => reachTheTop(new TypeError('bug'))).catch(() => {}); setTimeout(() => {}, 20_000);`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', hooks, '--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 15_000,
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('TypeError: bug')]);
});
