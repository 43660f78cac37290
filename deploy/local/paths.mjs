import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of built parts, shared by every checkout of this user; deleting it only costs a rebuild. */
export function cacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lodestream');
}

/** Folder of the running stack: its data, its logs, its tokens and who runs it. */
export function stateFolder(env = process.env) {
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'lodestream', 'stack');
}

/** Folder of one built part, such as `kafka-4.1.1`. It exists only if the part is complete. */
export function partFolder(name, version, env = process.env) {
  return join(cacheFolder(env), `${name}-${version}`);
}
