import type { Clock } from '@lodestream/component';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { SecretsError } from './secrets-error.js';

/** How long whoever comes second waits, and by which clock. */
export interface LockPatience {
  readonly clock: Clock;
  readonly withinMs: number;
}

const lookEveryMs = 50;

/**
 * Works while nobody else does under the same lock, a file that the first one makes and removes when it is done. One that a killed process
 * left is told and never taken over: it may stand for a process of another machine.
 * @throws SecretsError with path and age of the lock when others hold it for longer than the patience lasts
 */
export async function underLock<T>(path: string, patience: LockPatience, work: () => Promise<T>): Promise<T> {
  await take(path, patience);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string, { clock, withinMs }: LockPatience): Promise<void> {
  const until = clock.monotonic() + withinMs;
  while (!(await makeOnce(path))) {
    if (clock.monotonic() >= until) throw await refusal(path, clock.now());
    await clock.sleep(lookEveryMs);
  }
}

async function makeOnce(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'EEXIST') return false;
    throw new SecretsError(`${path} can't be written (${code})`, 'Name a folder that is there and that you may write to.', error);
  }
}

async function refusal(path: string, nowMs: number): Promise<SecretsError> {
  const [holder, age] = await Promise.all([
    readFile(path, 'utf8').then(
      (text) => text.trim() || 'unknown',
      () => 'unknown',
    ),
    stat(path).then(
      ({ mtimeMs }) => Math.max(0, Math.round((nowMs - mtimeMs) / 1_000)),
      () => 0,
    ),
  ]);
  return new SecretsError(
    `${path} says that process ${holder} has been changing the secrets for ${age} s`,
    'Try again when it is done; if there is no such process any more, remove that file first.',
  );
}
