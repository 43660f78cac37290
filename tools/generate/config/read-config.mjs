import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const loader = pathToFileURL(join(here, '../../build/run-source.mjs')).href;

/**
 * What the configuration classes under a root say: for each service its sections with their settings, and what is wrong with its
 * docstrings and its sample. The classes are TypeScript, so another process loads them; variables of ours don't reach it.
 */
export async function readConfig(root) {
  if (!existsSync(join(root, 'services'))) return [];
  const args = ['--conditions=@lodestream/source', '--import', loader, join(here, 'inspect-config.mjs'), root];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: environment(),
    timeout: 60_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

/** Without variables that would change a default, so that the tables are the same everywhere. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LODESTREAM_') && name !== 'NODE_OPTIONS'));
}
