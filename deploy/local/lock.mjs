import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { identify, isRunning } from './processes.mjs';
import { StackProblem } from './problem.mjs';

/**
 * Runs the action while holding a lock file, so that two runs of these scripts do not do the same thing at once.
 * The lock of a process that has ended counts as free, so that a killed run blocks nobody.
 */
export async function withLock(file, action, { waitMs, onWait = () => undefined }) {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + waitMs;
  for (let told = false; !tryLock(file); told = true) {
    if (!told) onWait(holderOf(file));
    if (Date.now() > deadline) throw stillHeld(file);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file) {
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    clearIfAbandoned(file);
    return false;
  }
}

// Renaming first means that of several runs which see the same abandoned lock only one removes it.
function clearIfAbandoned(file) {
  const holder = holderOf(file);
  if (holder === null ? !isOlderThan(file, 10_000) : isRunning(holder)) return;
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

// A holder killed between creating the file and writing its name leaves a lock that says nothing.
function isOlderThan(file, ageMs) {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > ageMs;
}

// Null while the holder is still writing its name, or has just let go.
function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function stillHeld(file) {
  return new StackProblem(`Another run (process ${holderOf(file)?.pid ?? 'unknown'}) still holds ${file}.`, {
    fix: 'wait for it, or end it; a lock whose process has ended is taken over by itself.',
  });
}
