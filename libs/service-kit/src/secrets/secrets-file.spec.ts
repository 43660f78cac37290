import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Encrypter, identityToRecipient } from 'age-encryption';
import { SecretsFile } from './secrets-file.js';
import { openVariables } from './variable-source.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (key = 'key.txt'): SecretsFile => new SecretsFile(join(folder, 'secrets.age'), join(folder, key));

describe('the secrets file', () => {
  it('gives back what was set, and keeps it out of the file in the clear', async () => {
    await open().generateKey();
    await open().set('MINER_PASSWORD', 'canary-7351');
    await open().set('CMC_API_KEY', 'second');
    expect(Object.fromEntries(await open().read())).toEqual({ MINER_PASSWORD: 'canary-7351', CMC_API_KEY: 'second' });
    expect((await readFile(join(folder, 'secrets.age'))).includes('canary-7351')).toBe(false);
  });

  it('keeps all that is set at one time, also while the key is rotated', async () => {
    await open().generateKey();
    const names = ['A', 'B', 'C', 'D', 'E'];
    await Promise.all([...names.map((name) => open().set(name, `of ${name}`)), open().rotate()]);
    expect(Object.fromEntries(await open().read())).toEqual(Object.fromEntries(names.map((name) => [name, `of ${name}`])));
    expect((await readdir(folder)).toSorted()).toEqual(['key.txt', 'secrets.age']);
  });

  it('says what to do with the lock that a killed change left, and how old it is', async () => {
    await open().generateKey();
    const lock = join(folder, 'secrets.age.lock');
    await writeFile(lock, '4711\n');
    const anHourAgo = Date.now() / 1_000 - 3_600;
    await utimes(lock, anHourAgo, anHourAgo);
    const patience = { clock: systemClock, withinMs: 100 };
    const set = new SecretsFile(join(folder, 'secrets.age'), join(folder, 'key.txt'), patience).set('A', 'b');
    await expect(set).rejects.toMatchObject({ name: 'SecretsError', exitCode: 78 });
    await expect(set).rejects.toThrow(/secrets\.age\.lock .*process 4711 .* 36\d\d s.*remove that file/);
    expect((await readdir(folder)).toSorted()).toEqual(['key.txt', 'secrets.age.lock']);
  });

  it('says which folder it is that nothing can be written to', async () => {
    const nowhere = new SecretsFile(join(folder, 'none', 'secrets.age'), join(folder, 'key.txt'));
    await expect(nowhere.set('A', 'b')).rejects.toThrow(/none.secrets\.age\.lock can't be written \(ENOENT\)/);
  });

  it('lets only its owner read key and file', async () => {
    await open().generateKey();
    await open().set('A', 'b');
    const modes = await Promise.all(['key.txt', 'secrets.age'].map(async (name) => (await stat(join(folder, name))).mode & 0o777));
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('is refused with another key, naming both files', async () => {
    await open().generateKey();
    await open().set('A', 'b');
    await open('other.txt').generateKey();
    await expect(open('other.txt').read()).rejects.toThrow(/secrets\.age can't be opened with the key in .*other\.txt/);
  });

  it('is refused when it is not encrypted at all', async () => {
    await open().generateKey();
    await writeFile(join(folder, 'secrets.age'), '{"MINER_PASSWORD":"plain"}');
    await expect(open().read()).rejects.toThrow(/secrets\.age is not an age file in its binary form/);
  });

  it('is refused where it is no file, before a rotation could take that for no secrets at all', async () => {
    await open().generateKey();
    await mkdir(join(folder, 'secrets.age'));
    const key = await readFile(join(folder, 'key.txt'), 'utf8');
    for (const asked of [open().read(), open().rotate(), open().set('A', 'b')])
      await expect(asked).rejects.toThrow(/secrets\.age can't be read \(EISDIR\)\. It must be a file/);
    expect(await readFile(join(folder, 'key.txt'), 'utf8')).toBe(key);
  });

  it('is refused when damaged', async () => {
    await open().generateKey();
    await open().set('A', 'b');
    const sealed = await readFile(join(folder, 'secrets.age'));
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1;
    await writeFile(join(folder, 'secrets.age'), sealed);
    await expect(open().read()).rejects.toThrow(/can't be opened/);
  });

  it.each(['canary', 'PW=canary', '{"PW": canary}'])('never quotes what it holds when that is no JSON: %s', async (text) => {
    await open().generateKey();
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient((await readFile(join(folder, 'key.txt'), 'utf8')).trim()));
    await writeFile(join(folder, 'secrets.age'), await encrypter.encrypt(text));
    const error: unknown = await open()
      .read()
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'SecretsError', exitCode: 78 });
    expect(inspect(error)).not.toContain('canary');
  });

  it('is encrypted anew for another key, and opens with the old one no more', async () => {
    const recipient = await open().generateKey();
    await open().set('A', 'canary-7351');
    await copyFile(join(folder, 'key.txt'), join(folder, 'old.txt'));
    const before = await readFile(join(folder, 'secrets.age'));
    expect(await open().rotate()).not.toBe(recipient);
    expect(Object.fromEntries(await open().read())).toEqual({ A: 'canary-7351' });
    await expect(open('old.txt').read()).rejects.toThrow(/can't be opened/);
    expect((await readFile(join(folder, 'secrets.age'))).equals(before)).toBe(false);
    expect((await readFile(join(folder, 'key.txt'), 'utf8')).trim().split('\n')).toHaveLength(1);
    expect(await open().exposures()).toEqual([]);
  });

  it('opens after a rotation that was cut off between any two of its writes', async () => {
    await open().generateKey();
    await open('new.txt').generateKey();
    await open().set('A', 'b');
    const [old, fresh] = await Promise.all(['key.txt', 'new.txt'].map((name) => readFile(join(folder, name), 'utf8')));
    await writeFile(join(folder, 'key.txt'), `${fresh}${old}`);
    expect((await open().read()).get('A')).toBe('b');
    await open().set('B', 'c');
    expect((await open().read()).get('A')).toBe('b');
    expect((await open('new.txt').read()).get('B')).toBe('c');
  });

  it('says who else may read the key or the file', async () => {
    await open().generateKey();
    await open().set('A', 'b');
    await chmod(join(folder, 'key.txt'), 0o644);
    expect(await open().exposures()).toEqual([expect.stringMatching(/key\.txt can be read by others \(mode 644\); run: chmod 600/)]);
  });

  it('forgets with the old key what a killed rotation left of it', async () => {
    await open().generateKey();
    for (const name of ['key.txt.4711.tmp', 'key.txt.old']) await copyFile(join(folder, 'key.txt'), join(folder, name));
    await open().set('A', 'b');
    await copyFile(join(folder, 'secrets.age'), join(folder, 'secrets.age.4711.tmp'));
    await open().rotate();
    expect((await readdir(folder)).toSorted()).toEqual(['key.txt', 'key.txt.old', 'secrets.age']);
  });

  it('says which file is missing where modes are asked for', async () => {
    await expect(open().exposures()).rejects.toThrow(/(secrets\.age|key\.txt) is not there\. .*lodestream secrets set NAME/);
  });

  it('never overwrites a key', async () => {
    await open().generateKey();
    await expect(open().generateKey()).rejects.toThrow(/can't be written/);
  });

  it('says how to make the key that is missing', async () => {
    await expect(open('none.txt').set('A', 'b')).rejects.toThrow(/lodestream secrets keygen/);
  });

  it('refuses names that no ${NAME} could ask for', async () => {
    await expect(open().set('not a name', 'b')).rejects.toThrow(/letters, digits and underscores/);
  });
});

describe('variables', () => {
  it('come from the environment first, then from the file', async () => {
    await open().generateKey();
    await open().set('BOTH', 'file');
    await open().set('ONLY_FILE', 'file');
    const source = await openVariables(folder, { LODESTREAM_SECRETS_KEY: join(folder, 'key.txt'), BOTH: 'env' });
    expect([source('BOTH'), source('ONLY_FILE'), source('NEITHER')]).toEqual(['env', 'file', undefined]);
  });
});
