import { readFileSync } from 'node:fs';

/** A process as another one can find it again: numbers are used anew, so its start is told too where the system shows it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
}

/** The identity of a process that runs now. */
export function processIdentity(pid: number): ProcessIdentity {
  return { pid, startedAt: startOf(pid) };
}

/** Whether the process with this number lives and, as far as the system tells, is still the same one. */
export function isSameProcess({ pid, startedAt }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const startNow = startOf(pid);
  return startedAt === null || startNow === null || startedAt === startNow;
}

/** Linux tells the start in clock ticks since boot, 20 fields after the name's closing bracket. A zombie has ended. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}
