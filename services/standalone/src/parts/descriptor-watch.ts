import type { Clock, Lifecycle, Log } from '@lodestream/component';
import type { HealthAnswer } from '@lodestream/service-kit';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

/** What the watch needs. */
export interface DescriptorWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Opens one file more and closes it, or throws what the system says; a file of no meaning by default. */
  readonly open?: () => void;
}

const lookEveryMs = 5_000;
const remedy = 'the process may open no more files; raise its limit (ulimit -n, LimitNOFILE) or poll fewer miners at once';

/**
 * Tells when the process has no file descriptor left: without one it can neither poll nor be spoken to, and each part would only tell of
 * its own failures.
 */
export class DescriptorWatch implements Lifecycle {
  private readonly stopping = new AbortController();
  private watching: Promise<void> | undefined;
  private exhausted = false;

  constructor(private readonly options: DescriptorWatchOptions) {}

  start(): Promise<void> {
    this.watching ??= this.watch();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
  }

  /** Looks, and answers with what it found. */
  answer(): HealthAnswer {
    this.tell(this.isExhausted());
    return this.exhausted ? { ready: false, reason: remedy } : { ready: true };
  }

  private async watch(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.answer();
      await this.options.clock.sleep(lookEveryMs, this.stopping.signal);
    }
  }

  private isExhausted(): boolean {
    try {
      (this.options.open ?? openAndClose)();
      return false;
    } catch (error) {
      if (['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '')) return true;
      throw error;
    }
  }

  private tell(exhausted: boolean): void {
    if (exhausted === this.exhausted) return;
    this.exhausted = exhausted;
    const { log } = this.options;
    if (exhausted) log.error('The process may open no more files; raise its limit (ulimit -n, LimitNOFILE) or poll fewer miners at once.');
    else log.warn('The process may open files again.');
  }
}

function openAndClose(): void {
  closeSync(openSync(devNull, 'r'));
}
