import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '@lodestream/component';
import { isSameProcess, processIdentity, type ProcessIdentity } from './process-identity.js';

interface Holder extends ProcessIdentity {
  readonly token: string;
  readonly since: string;
}

const heldHere = new Set<string>();

/** The right to use a directory's event log, held by one opener of one process at a time. */
export class StoreLock {
  private readonly path: string;
  private readonly claimPath: string;
  private token: string | undefined;

  constructor(private readonly directory: string) {
    this.path = join(directory, 'holder.json');
    this.claimPath = join(directory, 'holder.claim');
  }

  /**
   * Takes the lock, also from a holder that died without giving it back.
   * @throws PermanentError naming the process that holds it
   */
  async take(): Promise<void> {
    const mine: Holder = {
      ...processIdentity(process.pid),
      token: randomUUID(),
      since: new Date().toISOString(),
    };
    if (!(await createOnce(this.path, mine))) await this.takeOver(mine);
    this.token = mine.token;
    heldHere.add(mine.token);
  }

  /** Gives the lock back; does nothing where it is not held. */
  async release(): Promise<void> {
    const { token } = this;
    this.token = undefined;
    if (token === undefined) return;
    heldHere.delete(token);
    if ((await readHolder(this.path))?.token === token) await rm(this.path, { force: true });
  }

  /** Replaces a dead holder; the claim makes sure that of several who find it dead only one does. */
  private async takeOver(mine: Holder): Promise<void> {
    this.refuseLiving(await readHolder(this.path));
    if (!(await this.claim(mine))) throw this.refusal(await readHolder(this.claimPath));
    try {
      this.refuseLiving(await readHolder(this.path));
      const fresh = `${this.path}.${mine.token}`;
      await writeFile(fresh, JSON.stringify(mine));
      await rename(fresh, this.path);
    } finally {
      await rm(this.claimPath, { force: true });
    }
  }

  private async claim(mine: Holder): Promise<boolean> {
    if (await createOnce(this.claimPath, mine)) return true;
    const other = await readHolder(this.claimPath);
    if (other && isLiving(other)) return false;
    await rm(this.claimPath, { force: true });
    return createOnce(this.claimPath, mine);
  }

  private refuseLiving(holder: Holder | undefined): void {
    if (holder && isLiving(holder)) throw this.refusal(holder);
  }

  private refusal(holder: Holder | undefined): PermanentError {
    const who = holder ? `process ${holder.pid} since ${holder.since}` : 'another process';
    return new PermanentError(
      `the event log in ${this.directory} is held by ${who}; stop that one first`,
      'storage',
    );
  }
}

function isLiving(holder: Holder): boolean {
  if (holder.pid === process.pid) return heldHere.has(holder.token);
  return isSameProcess(holder);
}

async function createOnce(path: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Nothing where the file is gone, or was torn by the death of its writer. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.token === 'string'
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}
