import { TransientError, withDeadline } from '@lodestream/component';
import { mkdir, statfs } from 'node:fs/promises';
import type { Database, RootDatabase } from 'lmdb';
import type { Change, LogStore, StoredBatch } from './log-store.port.js';
import { mapStoreError } from './map-error.js';
import { StoreLock } from './store-lock.js';

const largestOffset = 2 ** 48 - 1;
/** LMDB closes in milliseconds, or, once a commit has failed and none has gone through since, never. */
const closeWithinMs = 2_000;

interface Databases {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly logs: Database<Buffer, Buffer>;
  readonly rows: Database<Buffer, string>;
}

/** Logs in an LMDB file of one directory, which one process at a time holds. */
export class LmdbLogStore implements LogStore {
  private readonly lock: StoreLock;
  private databases: Databases | undefined;

  constructor(private readonly directory: string) {
    this.lock = new StoreLock(directory);
  }

  async open(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await this.lock.take();
    try {
      this.databases = await openDatabases(this.directory);
    } catch (error) {
      await this.lock.release();
      throw mapStoreError(error, `opening the event log in ${this.directory}`);
    }
  }

  async write(changes: readonly Change[]): Promise<void> {
    const databases = this.opened();
    try {
      const refused: Promise<unknown>[] = [];
      const committed = databases.root.batch(() => {
        for (const change of changes) refused.push(enqueue(databases, change));
      });
      // Every change of a failed transaction rejects as well; the transaction's own answer is the one that counts.
      for (const promise of refused) promise.catch(() => undefined);
      await committed;
    } catch (error) {
      throw mapStoreError(await causeOf(error), 'writing to the event log');
    }
    await databases.root.flushed;
  }

  batchAt(log: number, offset: number): StoredBatch | undefined {
    const range = { start: batchKey(log, offset), end: batchKey(log, largestOffset), limit: 1 };
    for (const { key, value } of this.opened().logs.getRange(range)) return { lastOffset: key.readUIntBE(4, 6), bytes: value };
    return undefined;
  }

  row(key: string): Buffer | undefined {
    return this.opened().rows.get(key);
  }

  rows(prefix: string): { key: string; bytes: Buffer }[] {
    const found = this.opened().rows.getRange({ start: prefix, end: `${prefix}\uffff` });
    return [...found].map(({ key, value }) => ({ key, bytes: value }));
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize;
  }

  async close(): Promise<void> {
    const { databases } = this;
    this.databases = undefined;
    if (!databases) return;
    // What was acknowledged is flushed already, and nothing is written any more: there is nothing to wait longer for.
    await withDeadline(databases.root.close(), closeWithinMs, 'closing the event log').catch(refuseBugs);
    await this.lock.release();
  }

  private opened(): Databases {
    if (!this.databases) throw mapStoreError(new Error('it is not open'), 'using the event log');
    return this.databases;
  }
}

/** The native part is loaded only where it is used: other profiles do without. */
async function openDatabases(directory: string): Promise<Databases> {
  const { open } = await import('lmdb');
  const root = open<Buffer, Buffer>({
    path: `${directory}/log.mdb`,
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: 4,
    // A write brings its own batch. Those that LMDB would open by itself reject, when a commit fails, where nobody can catch it.
    eventTurnBatching: false,
  });
  return {
    root,
    logs: root.openDB<Buffer, Buffer>({ name: 'batches', encoding: 'binary', keyEncoding: 'binary' }),
    rows: root.openDB<Buffer, string>({ name: 'rows', encoding: 'binary' }),
  };
}

function enqueue({ logs, rows }: Databases, change: Change): Promise<unknown> {
  switch (change.kind) {
    case 'put-batch':
      return logs.put(batchKey(change.log, change.lastOffset), change.bytes);
    case 'remove-batch':
      return logs.remove(batchKey(change.log, change.lastOffset));
    case 'put-row':
      return rows.put(change.key, change.bytes);
    case 'remove-row':
      return rows.remove(change.key);
  }
}

function batchKey(log: number, lastOffset: number): Buffer {
  const key = Buffer.allocUnsafe(10);
  key.writeUInt32BE(log, 0);
  key.writeUIntBE(lastOffset, 4, 6);
  return key;
}

/** LMDB answers a failed commit with a promise of the reason; it is not waited for longer than a moment. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<unknown> };
  if (!commitError) return error;
  const reason = commitError.then(
    () => error,
    (cause: unknown) => cause,
  );
  return Promise.race([reason, new Promise((resolve) => setTimeout(resolve, 100, error))]);
}

function refuseBugs(error: unknown): void {
  if (!(error instanceof TransientError)) throw error;
}
