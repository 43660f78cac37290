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
 * What fails to start is stopped again inside the deadline, so that nothing of it keeps the process alive.
 * @throws what the application's start throws
 */
export async function runUntilTold(application: Lifecycle, options: RunOptions): Promise<void> {
  const host = options.process ?? process;
  let toldAt: number | null = null;
  let leaving: Promise<unknown> | null = null;
  const crash = (error: unknown): void => {
    options.log.error('A bug reached the top; leaving with everything uncommitted.', { error });
    host.exit(1);
  };
  const stop = (): void => {
    if (toldAt !== null) return performance.now() - toldAt < sameWordMs ? undefined : void host.exit(1);
    toldAt = performance.now();
    leaving = drain(application, options).then((code) => host.exit(code), crash);
  };
  for (const event of ['uncaughtException', 'unhandledRejection']) host.on(event, crash);
  for (const signal of ['SIGTERM', 'SIGINT']) host.on(signal, stop);
  try {
    await application.start();
  } catch (error) {
    // Told to leave in mid-start: the drain under way decides how, and what it took from the start is no failure.
    if (leaving !== null) return void (await (leaving as Promise<unknown>));
    await undo(application, options);
    throw error;
  }
}

async function undo(application: Lifecycle, { log, drainMs }: RunOptions): Promise<void> {
  await withDeadline(application.stop(), drainMs, 'stopping what had started').catch((error: unknown) =>
    log.warn('What had started did not stop cleanly.', { error }),
  );
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
