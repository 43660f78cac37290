#!/usr/bin/env node
/** Runs the operator's command with the Node of the project, building first what was never built. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { applicationEnvironment, applicationFlags } from '../../../tools/bootstrap/node-flags.mjs';
import { findNode, noNode } from '../../../tools/bootstrap/node-path.mjs';
import { build } from '../../../tools/bootstrap/run.mjs';

const node = findNode();
if (node === null) {
  console.error(noNode);
  process.exit(1);
}
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
if (!existsSync(main) && build(node) !== 0) process.exit(1);
if (process.execPath === node) await import(main);
else runAs(node);

function runAs(executable) {
  const asked = process.argv.slice(2);
  const args = ['--enable-source-maps', ...applicationFlags(asked[0]), main, ...asked];
  const child = spawn(executable, args, { stdio: 'inherit', env: { ...applicationEnvironment, ...process.env } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
