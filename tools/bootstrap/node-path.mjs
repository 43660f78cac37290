/** Finds a Node of the major version the project runs on: this one if it is new enough, else the pinned binary of the lock file. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const wanted = 24;

/** The path of a fitting node executable, or null while the pinned one is not installed. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= wanted) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', name);
  return existsSync(pinned) ? pinned : null;
}

/** What to tell someone for whom no Node 24 can be found. */
export const noNode = `Node ${wanted} or newer is needed; no pinned binary exists for ${process.platform}-${process.arch}. Install Node ${wanted} and run the command again.`;
