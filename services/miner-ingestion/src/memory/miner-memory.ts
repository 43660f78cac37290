import { errorClassOf, type Log, TransientError, withDeadline } from '@lodestream/component';
import { fullTopicName, internalTopics } from '@lodestream/records';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';
import { readRemembered, type Remembered } from './remembered.js';
import { ToldTicks } from './told-ticks.js';

/** What recalling needs. */
export interface MinerMemoryOptions {
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly log: Log;
  readonly topicPrefix: string;
  /** Milliseconds all partitions of one assignment may take to be read. */
  readonly recallWithinMs?: number;
}

/** What is known of a miner that is new here. */
export interface Recalled {
  /** What was told of it; null where nothing was, or nothing that can be read. */
  readonly told: Remembered | null;
  /** Whether another may have polled it until now: it left a word, or whether it did could not be learned. */
  readonly takenOver: boolean;
  /** The newest tick that is known to have been told of it; null where none is. */
  readonly toldTick: number | null;
}

const pageMessages = 500;
const usualRecallMs = 30_000;

/**
 * What was told of miners by whoever polled them before us: another process, or we before a restart. Read when partitions are assigned,
 * before their miners are polled, and handed out once; from then on a miner's session knows better.
 */
export class MinerMemory {
  private readonly known = new Map<string, { readonly partition: number; readonly told: Remembered | null }>();
  private isBlind = false;
  private readonly topic: string;
  private readonly ticks: ToldTicks;

  constructor(private readonly options: MinerMemoryOptions) {
    this.ticks = new ToldTicks(options);
    this.topic = fullTopicName(options.topicPrefix, internalTopics.minerTracks);
  }

  /** Reads the partitions to their ends. While they can't be had polling begins all the same: what is in force is then told again. */
  async recall(partitions: readonly number[]): Promise<void> {
    await this.recallTracks(partitions);
    // Last, so that what is told meanwhile is seen.
    if (!this.isBlind) await this.ticks.recall(partitions);
  }

  private async recallTracks(partitions: readonly number[]): Promise<void> {
    const { log, recallWithinMs = usualRecallMs } = this.options;
    try {
      await withDeadline(this.readAll(new Set(partitions)), recallWithinMs, 'recalling what was told of miners');
      this.isBlind = false;
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      this.isBlind = true;
      log.warn('What was told of miners could not be recalled; what is in force is told again.', {
        error,
        errorClass: errorClassOf(error),
      });
    }
  }

  /** What was told of a miner before it was ours; the first caller gets it. */
  take(minerId: string): Recalled {
    const left = this.known.get(minerId);
    this.known.delete(minerId);
    return { told: left?.told ?? null, takenOver: left !== undefined || this.isBlind, toldTick: this.ticks.take(minerId) };
  }

  /** Others tell of the miners of these partitions now. */
  forget(partitions: readonly number[]): void {
    const gone = new Set(partitions);
    for (const [minerId, { partition }] of this.known) if (gone.has(partition)) this.known.delete(minerId);
    this.ticks.forget(partitions);
  }

  private async readAll(partitions: ReadonlySet<number>): Promise<void> {
    const bounds = await this.options.bus.admin.offsetsOf(this.topic);
    for (const { partition, logStart, logEnd } of bounds) if (partitions.has(partition)) await this.readOne(partition, logStart, logEnd);
  }

  private async readOne(partition: number, logStart: number, logEnd: number): Promise<void> {
    this.forget([partition]);
    for (let offset = logStart; offset < logEnd;) {
      const { messages } = await this.options.bus.read({ topic: this.topic, partition, offset }, pageMessages);
      for (const message of messages) this.note(partition, message);
      const last = messages.at(-1);
      if (last === undefined) return;
      offset = last.offset + 1;
    }
  }

  private note(partition: number, { key, value }: IncomingMessage): void {
    const minerId = key?.toString() ?? '';
    if (value === null) this.known.delete(minerId);
    else this.known.set(minerId, { partition, told: readRemembered(value) });
  }
}
