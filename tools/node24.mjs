/** Runs its arguments with the Node the project is made for: `node tools/node24.mjs script.mjs …`. */
import { spawn } from 'node:child_process';
import { findNode, noNode } from './bootstrap/node-path.mjs';

const node = findNode();
if (node === null) {
  console.error(noNode);
  process.exit(1);
}
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
