import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SecretsFile } from '@lodestream/service-kit';
import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from '../cli-error.js';
import { createProgram } from '../program.js';

const canary = 'canary-4417';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-secrets-'));
  await file().generateKey();
  await file().set('MINER_PASSWORD', canary);
  await configure('${MINER_PASSWORD}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (key = 'key.txt'): SecretsFile => new SecretsFile(join(folder, 'secrets.age'), join(folder, key));
const configure = (password: string, requireEncrypted = false): Promise<void> =>
  writeFile(
    join(folder, 'farm.yaml'),
    `secrets:\n  require_encrypted: ${requireEncrypted}\nminers:\n  - { id: m1, ip: 10.0.0.7, username: admin, password: "${password}", model: ANTMINER_S19, location: rack_1_position_1 }\n`,
  );

async function secrets(command: string, key = 'key.txt'): Promise<{ text: string; code: number }> {
  const lines: string[] = [];
  const program = createProgram({ out: (text) => void lines.push(text), err: (text) => void lines.push(text) });
  let code = 0;
  try {
    await program.parseAsync(['node', 'lodestream', 'secrets', command, '--config', folder, '--key', join(folder, key)]);
  } catch (error) {
    code = exitCodeOf(error);
    lines.push((error as Error).message);
  }
  const text = lines.join('\n');
  expect(text).not.toContain(canary);
  return { text, code };
}

describe('lodestream secrets rotate', () => {
  it('leaves the same variables, for a new key only', async () => {
    await copyFile(join(folder, 'key.txt'), join(folder, 'old.txt'));
    expect(await secrets('rotate')).toMatchObject({ code: 0, text: expect.stringMatching(/recipient: age1/) });
    expect((await file().read()).get('MINER_PASSWORD')).toBe(canary);
    expect((await secrets('verify', 'old.txt')).code).toBe(78);
    expect((await secrets('verify')).code).toBe(0);
  });
});

describe('lodestream secrets verify', () => {
  it('says that all is well, and what is kept in vain', async () => {
    await file().set('OLD_TOKEN', 'x');
    const { code, text } = await secrets('verify');
    expect(code).toBe(0);
    expect(text).toContain('OLD_TOKEN is kept, and no file asks for it.');
    expect(text).toMatch(/2 variables, opened with .*key\.txt/);
  });

  it('names a variable that is missing', async () => {
    await configure('${NOT_THERE_AT_ALL}');
    expect(await secrets('verify')).toMatchObject({ code: 78, text: expect.stringContaining('the variable NOT_THERE_AT_ALL is not set') });
  });

  it('says that there is no file', async () => {
    await rm(join(folder, 'secrets.age'));
    expect(await secrets('verify')).toMatchObject({ code: 78, text: expect.stringMatching(/secrets\.age is not there/) });
  });

  it('refuses files that others can read', async () => {
    await chmod(join(folder, 'secrets.age'), 0o640);
    expect(await secrets('verify')).toMatchObject({ code: 78, text: expect.stringContaining('chmod 600') });
  });
});

describe('where encrypted credentials are required', () => {
  it('the start is fine with one of the file', async () => {
    await configure('${MINER_PASSWORD}', true);
    expect((await secrets('verify')).code).toBe(0);
  });

  it('a plain one is refused, with its place and without its value', async () => {
    await configure(canary, true);
    const { code, text } = await secrets('verify');
    expect(code).toBe(78);
    expect(text).toMatch(/farm\.yaml:4 {2}miners\[0\]\.password: a credential comes from this file.*found \(hidden\)/);
    expect(text).toContain('lodestream secrets set NAME');
  });

  it('one of the environment is refused too', async () => {
    process.env['LODESTREAM_TEST_PASSWORD'] = canary;
    await configure('${LODESTREAM_TEST_PASSWORD}', true);
    const { code, text } = await secrets('verify');
    delete process.env['LODESTREAM_TEST_PASSWORD'];
    expect([code, text]).toEqual([78, expect.stringContaining('the variable LODESTREAM_TEST_PASSWORD of the environment')]);
  });
});
