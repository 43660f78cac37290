import { errorClassOf, type Log, TransientError, withDeadline } from '@lodestream/component';
import { fullTopicName, topics } from '@lodestream/records';
import { type EventBus, headerOf, type IncomingMessage } from '@lodestream/streaming';
import { tickOfReading } from '../polling/stream-message.js';

/** What recalling ticks needs. */
export interface ToldTicksOptions {
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly log: Log;
  readonly topicPrefix: string;
  /** Milliseconds reading all partitions of one assignment may take. */
  readonly ticksWithinMs?: number;
}

/** What one partition has room for, so that an answer is of use while polling waits for it. */
const pageMessages = 400;
const mostPages = 25;
/** Long enough for 100,000 miners in one process, and a small part of an interval. */
const usualWithinMs = 5_000;

/**
 * The newest tick of each miner that a reading on the stream is of, whoever sent it: that tick need not be polled again. Only what the stream
 * has counts, so that a tick that was polled but not told is polled once more rather than forgotten; what can't be read in time is too.
 */
export class ToldTicks {
  private readonly newest = new Map<string, { readonly partition: number; readonly tick: number }>();
  private readonly topic: string;

  constructor(private readonly options: ToldTicksOptions) {
    this.topic = fullTopicName(options.topicPrefix, topics.minerTelemetry);
  }

  /** Reads the ends of the partitions, as far back as they tell of miners that are not known yet. */
  async recall(partitions: readonly number[]): Promise<void> {
    const { log, ticksWithinMs = usualWithinMs } = this.options;
    const stopping = new AbortController();
    try {
      await withDeadline(this.readAll(new Set(partitions), stopping.signal), ticksWithinMs, 'recalling which ticks were told');
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      log.info('Not all ticks that were told could be recalled; some are polled once more.', {
        error,
        errorClass: errorClassOf(error),
      });
    } finally {
      stopping.abort();
    }
  }

  /** The newest tick told of a miner before it was ours, or null where none is known; the first caller gets it. */
  take(minerId: string): number | null {
    const told = this.newest.get(minerId);
    this.newest.delete(minerId);
    return told?.tick ?? null;
  }

  /** Others poll the miners of these partitions now. */
  forget(partitions: readonly number[]): void {
    const gone = new Set(partitions);
    for (const [minerId, { partition }] of this.newest) if (gone.has(partition)) this.newest.delete(minerId);
  }

  private async readAll(partitions: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
    this.forget([...partitions]);
    const bounds = await this.options.bus.admin.offsetsOf(this.topic);
    for (const { partition, logStart, logEnd } of bounds)
      if (partitions.has(partition)) await this.readBack(partition, logStart, logEnd, signal);
  }

  private async readBack(partition: number, logStart: number, logEnd: number, signal: AbortSignal): Promise<void> {
    const oldest = Math.max(logStart, logEnd - mostPages * pageMessages);
    for (let end = logEnd; end > oldest;) {
      const from = Math.max(oldest, end - pageMessages);
      const { messages } = await this.options.bus.read({ topic: this.topic, partition, offset: from }, end - from);
      if (signal.aborted || !this.noteAll(partition, messages)) return;
      end = from;
    }
  }

  /** Whether a miner was among them of which nothing newer is known. */
  private noteAll(partition: number, messages: readonly IncomingMessage[]): boolean {
    const before = this.newest.size;
    for (const message of messages.toReversed()) this.note(partition, message);
    return this.newest.size > before;
  }

  private note(partition: number, message: IncomingMessage): void {
    const minerId = message.key?.toString() ?? '';
    if (this.newest.has(minerId)) return;
    const tick = tickOfReading(minerId, headerOf(message, 'event-id'));
    if (tick !== null) this.newest.set(minerId, { partition, tick });
  }
}
