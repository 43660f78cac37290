import { spawnSync } from 'node:child_process';
import { openSync, closeSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './belongings.js';

/** A file system of a few megabytes that can be filled to the last byte. */
export interface SmallDisk {
  readonly directory: string;
  /** Fills it until only so many bytes are free, or makes room until so many are. */
  leaveFree(bytes: number): void;
  /** Gives it back, with all it holds. */
  remove(): void;
}

const chunk = Buffer.alloc(1_048_576, 1);

/** Mounts a file system in memory; null where this user may not, as outside a container of one's own. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const directory = temporaryFolder('small-disk');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory]);
  if (mounted.status !== 0) return null;
  const ballast = join(directory, 'ballast');
  return {
    directory,
    leaveFree: (bytes) => {
      rmSync(ballast, { force: true });
      fill(ballast, freeIn(directory) - bytes);
    },
    // Lazily: a process that was just killed may hold a file for a moment longer.
    remove: () => void spawnSync('umount', ['--lazy', directory]),
  };
}

function freeIn(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function fill(file: string, bytes: number): void {
  if (bytes <= 0) return;
  const opened = openSync(file, 'w');
  try {
    for (let left = bytes; left > 0; left -= chunk.length) writeSync(opened, chunk, 0, Math.min(left, chunk.length));
  } catch (error) {
    // Whoever writes beside us was quicker; it is full all the same.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(opened);
  }
}
