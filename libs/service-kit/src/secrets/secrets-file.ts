import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { systemClock } from '@lodestream/component';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type LockPatience, underLock } from './file-lock.js';
import { replaceFile, syncFolder } from './replace-file.js';
import { SecretsError } from './secrets-error.js';

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** How every age file begins in its binary form, the only one that is written here. */
const ageBeginning = 'age-encryption.org/v1';
const largestFileBytes = 1024 * 1024;

/** Variables kept in one age-encrypted file (age-encryption.org/v1), opened by an identity that lies somewhere else. */
export class SecretsFile {
  constructor(
    private readonly path: string,
    private readonly keyPath: string,
    /** How long a change waits for another one that is under way. */
    private readonly patience: LockPatience = { clock: systemClock, withinMs: 5_000 },
  ) {}

  /** Makes a new identity file, readable by its owner only, and returns the recipient; an existing one is never overwritten. */
  async generateKey(): Promise<string> {
    const identity = await generateIdentity();
    await mkdir(dirname(this.keyPath), { recursive: true, mode: 0o700 });
    await writeFile(this.keyPath, `${identity}\n`, { mode: 0o600, flag: 'wx', flush: true }).catch((cause: unknown) => {
      throw new SecretsError(`${this.keyPath} can't be written`, 'Choose another path with --key, or keep the key that is there.', cause);
    });
    await syncFolder(dirname(this.keyPath));
    return identityToRecipient(identity);
  }

  /** The variables, by name; none while there is no file. */
  async read(): Promise<ReadonlyMap<string, string>> {
    const sealed = await this.readSealed();
    if (sealed === null) return new Map();
    const decrypter = new Decrypter();
    for (const identity of await this.identities()) decrypter.addIdentity(identity);
    const text = await decrypter.decrypt(sealed, 'text').catch((cause: unknown) => {
      throw new SecretsError(
        `${this.path} can't be opened with the key in ${this.keyPath}`,
        'Name the key it was encrypted for (LODESTREAM_SECRETS_KEY).',
        cause,
      );
    });
    return this.parse(text);
  }

  /**
   * Adds or replaces one variable; the file is replaced whole, so that a crash leaves the old one. Of several changes at a time, by
   * whichever processes, each waits for the one before.
   * @throws SecretsError when another change is not done in time, or was killed and left its lock
   */
  async set(name: string, value: string): Promise<void> {
    if (!variableName.test(name)) {
      throw new SecretsError(
        `${JSON.stringify(name)} can't be a variable's name`,
        'Use letters, digits and underscores, such as MINER_PASSWORD.',
      );
    }
    await this.alone(async () => this.write(new Map(await this.read()).set(name, value)));
  }

  /**
   * Encrypts everything anew for a new key and forgets the old one. The key file holds both while the secrets are rewritten, so that a
   * crash at any moment leaves secrets and a key that opens them. Returns the new recipient. It waits for other changes as {@link set} does.
   */
  rotate(): Promise<string> {
    return this.alone(() => this.rotateAlone());
  }

  private alone<T>(change: () => Promise<T>): Promise<T> {
    return underLock(`${this.path}.lock`, this.patience, change);
  }

  private async rotateAlone(): Promise<string> {
    const variables = await this.read();
    const old = await this.identities();
    const fresh = await generateIdentity();
    await this.writeKey([fresh, ...old]);
    await this.write(variables);
    await this.writeKey([fresh]);
    await Promise.all([this.path, this.keyPath].map(removeDrafts));
    await this.read();
    return identityToRecipient(fresh);
  }

  /** What is wrong with who may read the files, one sentence each; Windows keeps no such modes. */
  async exposures(): Promise<readonly string[]> {
    if (process.platform === 'win32') return [];
    const modes = await Promise.all([this.path, this.keyPath].map(async (path) => ({ path, mode: await modeOf(path) })));
    return modes
      .filter(({ mode }) => (mode & 0o077) !== 0)
      .map(({ path, mode }) => `${path} can be read by others (mode ${mode.toString(8)}); run: chmod 600 ${path}`);
  }

  private async write(variables: ReadonlyMap<string, string>): Promise<void> {
    const encrypter = new Encrypter();
    const [first] = await this.identities();
    encrypter.addRecipient(await identityToRecipient(first));
    await replaceFile(this.path, await encrypter.encrypt(JSON.stringify(Object.fromEntries(variables))));
  }

  private writeKey(identities: readonly string[]): Promise<void> {
    return replaceFile(this.keyPath, identities.map((identity) => `${identity}\n`).join(''));
  }

  private async readSealed(): Promise<Uint8Array | null> {
    const found = await stat(this.path).catch((cause: unknown) => (codeOf(cause) === 'ENOENT' ? null : unreadable(this.path, cause)));
    if (found === null) return null;
    if (found.size > largestFileBytes)
      throw new SecretsError(`${this.path} has ${found.size} bytes`, `At most ${largestFileBytes} are read.`);
    const sealed = await readFile(this.path).catch((cause: unknown) => unreadable(this.path, cause));
    if (sealed.subarray(0, ageBeginning.length).toString('latin1') === ageBeginning) return sealed;
    throw new SecretsError(
      `${this.path} is not an age file in its binary form`,
      'Move it away, and set each variable anew with: lodestream secrets set NAME.',
    );
  }

  /** Those of the key file; the first is the one to encrypt for. */
  private async identities(): Promise<readonly [string, ...string[]]> {
    const text = await readFile(this.keyPath, 'utf8').catch((cause: unknown) => {
      throw new SecretsError(`the key ${this.keyPath} can't be read`, 'Make one with: lodestream secrets keygen.', cause);
    });
    const [first, ...rest] = text.split('\n').filter((line) => line.startsWith('AGE-SECRET-KEY-'));
    if (first !== undefined) return [first.trim(), ...rest.map((line) => line.trim())];
    throw new SecretsError(`${this.keyPath} holds no age identity`, 'It must have a line that begins with AGE-SECRET-KEY-.');
  }

  private parse(text: string): ReadonlyMap<string, string> {
    const content = parseQuietly(text);
    if (typeof content === 'object' && content !== null && Object.values(content).every((value) => typeof value === 'string')) {
      return new Map(Object.entries(content as Record<string, string>));
    }
    throw new SecretsError(`${this.path} does not hold variables`, 'Write it anew with: lodestream secrets set NAME.');
  }
}

/** What a process that was killed while it replaced this file left beside it: it may hold a key that is to be forgotten, or secrets for one. */
async function removeDrafts(path: string): Promise<void> {
  const isDraft = (name: string): boolean =>
    name.startsWith(`${basename(path)}.`) && /^\.\d+\.tmp$/.test(name.slice(basename(path).length));
  const drafts = (await readdir(dirname(path))).filter(isDraft);
  await Promise.all(drafts.map((name) => rm(join(dirname(path), name), { force: true })));
}

async function modeOf(path: string): Promise<number> {
  const { mode } = await stat(path).catch((cause: unknown) =>
    codeOf(cause) === 'ENOENT' ? missing(path, cause) : unreadable(path, cause),
  );
  return mode & 0o777;
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

function missing(path: string, cause: unknown): never {
  throw new SecretsError(
    `${path} is not there`,
    'Make a key with: lodestream secrets keygen; and keep a variable with: lodestream secrets set NAME.',
    cause,
  );
}

function unreadable(path: string, cause: unknown): never {
  throw new SecretsError(`${path} can't be read (${codeOf(cause)})`, 'It must be a file that whoever starts Lodestream may read.', cause);
}

/** Undefined where the text is no JSON: the parser's own error would quote it, and it is secret. */
function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
