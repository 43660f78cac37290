import { TransientError, type Clock } from '@lodestream/component';
import type { LogStore } from './log-store.port.js';

const refreshMs = 500;
const longestDelayMs = 2_000;

/** How the disk under the event log is doing; a service's readiness shows it. */
export interface StorageState {
  readonly state: 'well' | 'full' | 'failing';
  readonly sinceMs: number;
  readonly error: Error | null;
}

/** Watches the free space and the writes, and says when that changes. */
export class StorageHealth {
  private current: StorageState;
  private refreshedMs = -Infinity;
  private failures = 0;

  constructor(
    private readonly store: LogStore,
    private readonly clock: Clock,
    private readonly minFreeBytes: number,
    private readonly onChange: (state: StorageState) => void,
  ) {
    this.current = { state: 'well', sinceMs: clock.now(), error: null };
  }

  get state(): StorageState {
    return this.current;
  }

  /** Too little room is left to take in more; what frees room may still be written. */
  get isFull(): boolean {
    return this.current.state === 'full';
  }

  get isFailing(): boolean {
    return this.failures > 0;
  }

  get error(): Error | null {
    return this.current.error;
  }

  /** How long to wait before the next try. */
  get retryDelayMs(): number {
    return Math.min(longestDelayMs, 50 * 2 ** Math.min(10, this.failures));
  }

  /** Looks at the free space, now and then. */
  async refresh(): Promise<void> {
    if (this.clock.monotonic() - this.refreshedMs < refreshMs) return;
    this.refreshedMs = this.clock.monotonic();
    const free = await this.store.freeBytes().catch(() => Infinity);
    if (free < this.minFreeBytes) this.become('full', tooLittle(free, this.minFreeBytes));
    else if (this.isFull) this.become(this.isFailing ? 'failing' : 'well', this.isFailing ? this.error : null);
  }

  succeeded(): void {
    this.failures = 0;
    if (this.current.state === 'failing') this.become('well', null);
  }

  failed(error: Error): void {
    this.failures += 1;
    this.refreshedMs = -Infinity;
    if (!this.isFull) this.become('failing', error);
  }

  private become(state: StorageState['state'], error: Error | null): void {
    if (state === this.current.state) return;
    this.current = { state, sinceMs: this.clock.now(), error };
    this.onChange(this.current);
  }
}

function tooLittle(free: number, wanted: number): TransientError {
  const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
  return new TransientError(`the disk has ${megabytes(free)} MB left; the event log needs ${megabytes(wanted)} MB free`, 'storage');
}
