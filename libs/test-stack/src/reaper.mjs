// Runs beside a test process and outlives it: once that process has gone, however it went, everything it had started
// is killed and its folder removed. Arguments: the folder of entries, the process's pid, its start.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, signal } from '../../../deploy/local/processes.mjs';

const POLL_MS = 300;
const [folder, pid, started] = process.argv.slice(2);
const owner = { pid: Number(pid), started };

const timer = setInterval(() => {
  if (isRunning(owner)) return;
  clearInterval(timer);
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.process')) kill(join(folder, name));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}, POLL_MS);

function kill(file) {
  try {
    signal(JSON.parse(readFileSync(file, 'utf8')), 'SIGKILL');
  } catch {
    // An entry half written by a process that was killed names nobody; the others must still be ended.
  }
}
