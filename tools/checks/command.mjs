/** Runs a tool of the project as a check: what it prints when it fails is what was found. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const longestMs = 600_000;

/** The lines a command printed if it failed, none if it passed. A command that hangs is ended and counts as failed. */
export function findingsOf(project, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: project.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve([`${args[0]} can't be started: ${error.message}`]));
    child.on('close', (code, signal) => resolve(code === 0 ? [] : linesOf(chunks, args, code ?? signal)));
  });
}

/** The project the checks belong to; what is checked may be another. */
export const home = join(import.meta.dirname, '../..');

/** The path of a tool's program inside node_modules. */
export const installed = (path) => join(home, 'node_modules', path);

function linesOf(chunks, args, ending) {
  const lines = Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines : [`${args[0]} ended with ${ending} and said nothing`];
}
