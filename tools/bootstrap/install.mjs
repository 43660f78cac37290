/** Installs what the lock file names, once per lock file; with built-ins only, for nothing is installed before it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, noNode, root } from './node-path.mjs';

/** Whether every package the lock file demands is installed in that version; what npm may leave out here is not demanded. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  const demanded = Object.entries(wanted).filter(
    ([path, { link, optional, peer }]) => path.startsWith('node_modules/') && !link && !optional && !peer,
  );
  return demanded.every(([path, { version }]) => present[path]?.version === version);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}

function npmCommand(args) {
  const cli = process.env.npm_execpath;
  if (cli && /\.c?js$/.test(cli)) return [process.execPath, [cli, ...args], false];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args, process.platform === 'win32'];
}

/** Makes node_modules agree with the lock file, and returns the node to go on with; ends the process with a remedy if it can't. */
export function ensureInstalled() {
  if (!isInstalled()) {
    console.error('Installing dependencies (once per lock file) …');
    const [command, args, shell] = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell });
    if (status !== 0) fail('npm ci failed; its message stands above.', status ?? 1);
  }
  return findNode() ?? fail(noNode, 1);
}

/** Says why and leaves. */
export function fail(why, code) {
  console.error(why);
  process.exit(code);
}
