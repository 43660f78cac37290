import { statfs } from 'node:fs/promises';
import { TransientError, type Clock } from '@lodestream/component';

/** How free space is watched. */
export interface FreeSpaceOptions {
  readonly directory: string;
  /** Below this nothing more is taken in; enough must remain for the database to write its log into its file. */
  readonly floorBytes: number;
  readonly clock: Clock;
  /** Answers how many bytes are free; the file system by default. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

const trustedForMs = 1_000;

/** Looks how much space the disk has left, at most once a second, and says no below the floor; it heals as soon as space is back. */
export class FreeSpace {
  private lookedAt = Number.NEGATIVE_INFINITY;
  private free = Number.POSITIVE_INFINITY;

  constructor(private readonly options: FreeSpaceOptions) {}

  /** @throws TransientError of class `storage` while less than the floor is free */
  async require(): Promise<void> {
    const { directory, floorBytes, clock, freeBytes = askFileSystem } = this.options;
    if (clock.monotonic() - this.lookedAt >= trustedForMs) {
      this.free = await freeBytes(directory);
      this.lookedAt = clock.monotonic();
    }
    if (this.free >= floorBytes) return;
    const sentence = `only ${inMiB(this.free)} are free in ${directory}, and the store stops at ${inMiB(floorBytes)}; make room and it goes on by itself`;
    throw new TransientError(sentence, 'storage', { retryAfterMs: 5 * trustedForMs });
  }
}

async function askFileSystem(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

function inMiB(bytes: number): string {
  return `${Math.floor(bytes / 1_048_576)} MiB`;
}
