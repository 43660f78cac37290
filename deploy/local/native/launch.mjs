import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify } from '../processes.mjs';
import { StackProblem } from '../problem.mjs';
import { tailOf } from '../tools.mjs';

/**
 * Starts a server that outlives this process, its output appended to a log file, and returns its identity.
 * A log from before is kept once, as `<log>.1`, so that logs do not grow for ever.
 */
export async function launch(command, args, { logFile, env = process.env, cwd, keepLog = false }) {
  mkdirSync(dirname(logFile), { recursive: true });
  if (!keepLog && statSync(logFile, { throwIfNoEntry: false })) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const identity = identify(child.pid);
  if (identity === null) throw new StackProblem(`${command} ended at once. Its output:\n${tailOf(logFile)}`);
  return identity;
}
