import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file whole, so that a crash leaves the old one; its owner alone may read it. Once this resolves a loss of power leaves the new one.
 * @param sync makes durable what a folder says of its files
 */
export async function replaceFile(path: string, content: string | Uint8Array, sync = syncFolder): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, content, { mode: 0o600, flush: true });
  await rename(draft, path);
  await sync(dirname(path));
}

/** Makes durable which files a folder has; where a system knows no such thing, as Windows and some network folders, that is left to it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}
