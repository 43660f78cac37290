import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  private token: string | undefined;

  constructor(private readonly directory: string) {
    this.path = join(directory, 'holder.json');
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
    heldHere.add(mine.token);
    try {
      if (!(await createOnce(this.path, mine))) await this.takeOver(mine);
      this.token = mine.token;
    } catch (error) {
      heldHere.delete(mine.token);
      throw error;
    }
  }

  /** Gives the lock back; does nothing where it is not held. */
  async release(): Promise<void> {
    const { token } = this;
    this.token = undefined;
    if (token === undefined) return;
    heldHere.delete(token);
    if ((await readHolder(this.path))?.token === token) await rm(this.path, { force: true });
  }

  /** Replaces a dead holder. Who has the claim on a dead one's token, and then still finds that token, is alone in doing so. */
  private async takeOver(mine: Holder): Promise<void> {
    const dead = await readHolder(this.path);
    this.refuseLiving(dead);
    const claims = await this.claim(dead?.token ?? 'unreadable', mine);
    try {
      const now = await readHolder(this.path);
      if (now?.token !== dead?.token) throw this.refusal(now);
      const fresh = `${this.path}.${mine.token}`;
      await writeFile(fresh, JSON.stringify(mine));
      await rename(fresh, this.path);
    } finally {
      for (const claim of claims) await rm(claim, { force: true });
    }
  }

  /** A claim is made once and not taken away from a dead claimer: one claims the claimer's token instead. */
  private async claim(token: string, mine: Holder): Promise<string[]> {
    const path = `${this.path}.claim.${token}`;
    if (await createOnce(path, mine)) return [path];
    const other = await readHolder(path);
    this.refuseLiving(other);
    return [path, ...(await this.claim(other?.token ?? `${token}-unreadable`, mine))];
  }

  private refuseLiving(holder: Holder | undefined): void {
    if (holder && isLiving(holder)) throw this.refusal(holder);
  }

  private refusal(holder: Holder | undefined): PermanentError {
    const who = holder ? `process ${holder.pid} since ${holder.since}` : 'another process';
    return new PermanentError(`the event log in ${this.directory} is held by ${who}; stop that one first`, 'storage');
  }
}

function isLiving(holder: Holder): boolean {
  if (holder.pid === process.pid) return heldHere.has(holder.token);
  return isSameProcess(holder);
}

/** Writes beside and links, so that nobody reads the file half-written. */
async function createOnce(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.${holder.token}.draft`;
  await writeFile(draft, JSON.stringify(holder));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Nothing where the file is gone, or was torn by the death of its writer. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.token === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}
