import type { Lifecycle, Log } from '@lodestream/component';
import { withDeadline } from '@lodestream/component';

/** The part of a process this needs; a test hands in its own. */
export interface ProcessEvents {
  on(event: string, listener: (argument: unknown) => void): unknown;
  off(event: string, listener: (argument: unknown) => void): unknown;
  exit(code: number): unknown;
}

/** How long to drain, and whom to ask to leave. */
export interface RunOptions {
  readonly log: Log;
  readonly drainMs: number;
  readonly process?: ProcessEvents;
}

/** A terminal tells every process of the group and a parent passes the word on: what comes this soon after is no second word. */
const sameWordMs = 1_000;

/**
 * Runs an application until SIGTERM or SIGINT, then drains it inside the deadline and exits 0. A second signal leaves at once. A bug
 * (anything that reaches the top) ends the process with 1 and without draining: what was not committed will be delivered again.
 */
export function runUntilTold(application: Lifecycle, options: RunOptions): Promise<void> {
  const host = options.process ?? process;
  let toldAt: number | null = null;
  const crash = (error: unknown): void => {
    options.log.error('A bug reached the top; leaving with everything uncommitted.', { error });
    host.exit(1);
  };
  const stop = (): void => {
    if (toldAt !== null) return performance.now() - toldAt < sameWordMs ? undefined : void host.exit(1);
    toldAt = performance.now();
    void drain(application, options).then((code) => host.exit(code), crash);
  };
  for (const event of ['uncaughtException', 'unhandledRejection']) host.on(event, crash);
  for (const signal of ['SIGTERM', 'SIGINT']) host.on(signal, stop);
  return application.start();
}

async function drain(application: Lifecycle, { log, drainMs }: RunOptions): Promise<number> {
  log.info('Told to stop; draining.', { deadlineMs: drainMs });
  const began = performance.now();
  try {
    await withDeadline(application.stop(), drainMs, 'draining');
    log.info('Drained; goodbye.', { tookMs: Math.round(performance.now() - began) });
    return 0;
  } catch (error) {
    log.error('The drain did not end in time; what was not committed will be delivered again.', { error });
    return 1;
  }
}
