import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identify, isRunning, type ProcessIdentity } from '../../../deploy/local/native.mjs';

const REAPER = fileURLToPath(new URL('./reaper.mjs', import.meta.url));

/**
 * The folder of everything this process starts for its tests. A reaper process watches over it: when this process is
 * gone, even by SIGKILL, whatever it had started is killed and the folder removed.
 */
export function belongingsFolder(): string {
  const folder = join(tmpdir(), `lodestream-test-${process.pid}-${String(self().started.split('/').at(-1)).replaceAll(' ', '-')}`);
  mkdirSync(folder, { recursive: true });
  startReaper(folder);
  return folder;
}

/** A new folder for one server or test, removed with the process at the latest. */
export function temporaryFolder(prefix: string): string {
  return mkdtempSync(join(belongingsFolder(), `${prefix}-`));
}

/** Hands a process to the reaper, to be killed when this process is gone. */
export function own(identity: ProcessIdentity): void {
  writeFileSync(entryOf(identity), JSON.stringify(identity));
}

/** Takes a process that has ended off the reaper's list. */
export function disown(identity: ProcessIdentity): void {
  rmSync(entryOf(identity), { force: true });
}

// Jest gives each test file its own copy of every module, so what is there already is read from the disk.
function startReaper(folder: string): void {
  const file = join(folder, 'reaper.json');
  if (isRunning(readIdentity(file))) return;
  const { pid, started } = self();
  const reaper = spawn(process.execPath, [REAPER, folder, String(pid), started], {
    detached: true,
    stdio: 'ignore',
  });
  reaper.unref();
  writeFileSync(file, JSON.stringify(reaper.pid === undefined ? null : identify(reaper.pid)));
}

function readIdentity(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity | null;
  } catch {
    return null;
  }
}

function entryOf({ pid }: ProcessIdentity): string {
  return join(belongingsFolder(), `${pid}.process`);
}

function self(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === null) throw new Error('This process cannot read its own start time.');
  return identity;
}
