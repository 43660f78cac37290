import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process started, as text that only that process has: a pid is given to another process later, the pair is not.
 * Null if no such process runs (a zombie counts as gone: it has ended and only waits to be noticed).
 */
export function processStart(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

/** Names a running process so that it can be recognised later, by another run of this script. */
export function identify(pid) {
  const started = processStart(pid);
  return started === null ? null : { pid, started };
}

/** Whether that very process still runs. */
export function isRunning(identity) {
  return identity !== null && identity !== undefined && processStart(identity.pid) === identity.started;
}

/** Sends a signal to that very process; says whether it was there to get it. A recycled pid is never signalled. */
export function signal(identity, name) {
  if (!isRunning(identity)) return false;
  try {
    process.kill(identity.pid, name);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Asks a process to end, and kills it if it has not by the deadline. Resolves once it is gone. */
export async function endProcess(identity, { graceMs = 20_000, signalName = 'SIGTERM' } = {}) {
  if (!signal(identity, signalName)) return 'was not running';
  if (await goneWithin(identity, graceMs)) return 'ended';
  signal(identity, 'SIGKILL');
  if (await goneWithin(identity, 10_000)) return 'killed';
  throw new Error(`Process ${identity.pid} did not end even after SIGKILL.`);
}

async function goneWithin(identity, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

function startFromProc(pid) {
  try {
    // The command name may hold spaces and brackets, so fields are counted from the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${bootId()}/${fields[19]}`;
  } catch {
    return null;
  }
}

// Start times count from the boot, so that without the boot's own id a pair could repeat after a restart.
function bootId() {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function startFromPs(pid) {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 };
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], options)
      .trim()
      .split(/\s+/);
    return state === undefined || state === '' || state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null;
  }
}
