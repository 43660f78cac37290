/** Runs commands with the node of the project, one after the other. */
import { spawn, spawnSync } from 'node:child_process';
import { root } from './node-path.mjs';

const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NX_INTERACTIVE: 'false' };

/** Runs to the end with inherited output and returns the exit code. */
export function run(node, args, extra = {}) {
  const { status, signal } = spawnSync(node, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...extra },
  });
  return status ?? (signal === null ? 1 : 128);
}

/** Builds every package whose sources changed; quiet unless something fails. */
export function build(node) {
  const args = ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--parallel=2', '--output-style=static'];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) console.error(stdout, stderr);
  return status ?? 1;
}

/** Becomes the command: signals go through, and its exit code is ours. */
export function become(node, args) {
  const child = spawn(node, args, { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: 'inherit', env: process.env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
