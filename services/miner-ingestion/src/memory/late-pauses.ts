import { type Clock, errorClassOf, type Log, TransientError, withDeadline } from '@lodestream/component';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';
import { readPartition } from './read-partition.js';
import { readRemembered } from './remembered.js';

/** What asking for pauses needs. */
export interface LatePausesOptions {
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly clock: Clock;
  readonly log: Log;
  /** A pause of a miner of ours was found; UTC milliseconds of its end. */
  readonly onPause: (minerId: string, untilMs: number) => void;
  /** What no caller waits for stumbled over a bug of ours. */
  readonly onBug: (error: unknown) => void;
}

const everyMs = 15_000;
const longestMs = 600_000;
const answerWithinMs = 30_000;

/**
 * Asks on for the pauses of miners that had to be taken over without knowing what was told of them: every 15 s, for 10 minutes. Meanwhile
 * they are polled, and what we tell of them ourselves may hide what was told before; so only what is older than the takeover counts.
 */
export class LatePauses {
  /** Since when the miners of a partition are ours without it, by our wall clock. */
  private readonly missing = new Map<number, number>();
  private readonly stopping = new AbortController();
  private asking: Promise<void> | null = null;

  constructor(
    private readonly topic: string,
    private readonly options: LatePausesOptions,
  ) {}

  askFor(partitions: readonly number[]): void {
    for (const partition of partitions) this.missing.set(partition, this.options.clock.now());
    this.asking ??= this.askUntilTold()
      .catch(this.options.onBug)
      .finally(() => (this.asking = null));
  }

  /** Others have the miners of these partitions now, or all is known of them. */
  forget(partitions: readonly number[]): void {
    for (const partition of partitions) this.missing.delete(partition);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.asking;
  }

  private async askUntilTold(): Promise<void> {
    const { clock } = this.options;
    while (this.missing.size > 0) {
      await clock.sleep(everyMs, this.stopping.signal);
      for (const [partition, sinceMs] of [...this.missing]) {
        if (this.stopping.signal.aborted) return;
        await this.ask(partition, sinceMs);
      }
    }
  }

  private async ask(partition: number, sinceMs: number): Promise<void> {
    const { clock, log, onPause } = this.options;
    try {
      const pauses = await withDeadline(this.pausesOf(partition, sinceMs), answerWithinMs, 'asking on for pauses of miners');
      if (this.missing.get(partition) !== sinceMs) return;
      this.missing.delete(partition);
      for (const [minerId, untilMs] of pauses) onPause(minerId, untilMs);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      if (clock.now() - sinceMs < longestMs || !this.missing.delete(partition)) return;
      log.warn('Pauses of miners could not be recalled for 10 minutes; they are lost.', {
        partition,
        error,
        errorClass: errorClassOf(error),
      });
    }
  }

  private async pausesOf(partition: number, sinceMs: number): Promise<ReadonlyMap<string, number>> {
    const pauses = new Map<string, number>();
    const note = ({ key, value, timestampMs }: IncomingMessage): void => {
      if (timestampMs >= sinceMs) return;
      const untilMs = value === null ? null : (readRemembered(value)?.pausedUntilMs ?? null);
      if (untilMs === null) pauses.delete(key?.toString() ?? '');
      else pauses.set(key?.toString() ?? '', untilMs);
    };
    const bounds = (await this.options.bus.admin.offsetsOf(this.topic)).find((each) => each.partition === partition);
    if (bounds !== undefined) await readPartition(this.options.bus, this.topic, bounds, note);
    return pauses;
  }
}
