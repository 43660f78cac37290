import { errorClassOf, TransientError, withDeadline } from '@lodestream/component';
import { fullTopicName, internalTopics } from '@lodestream/records';
import type { IncomingMessage } from '@lodestream/streaming';
import { LatePauses, type LatePausesOptions } from './late-pauses.js';
import { readPartition } from './read-partition.js';
import { readRemembered, type Remembered } from './remembered.js';
import { ToldTicks } from './told-ticks.js';

/** What recalling needs. */
export interface MinerMemoryOptions extends LatePausesOptions {
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

const usualRecallMs = 30_000;

/**
 * What was told of miners by whoever polled them before us: another process, or we before a restart. Read when partitions are assigned,
 * or miners come over from another zone or are enabled again, before they are polled, and handed out once; from then on a miner's session knows better.
 */
export class MinerMemory {
  private readonly known = new Map<string, { readonly partition: number; readonly told: Remembered | null }>();
  private isBlind = false;
  private readonly topic: string;
  private readonly ticks: ToldTicks;
  private readonly pauses: LatePauses;

  constructor(private readonly options: MinerMemoryOptions) {
    this.ticks = new ToldTicks(options);
    this.topic = fullTopicName(options.topicPrefix, internalTopics.minerTracks);
    this.pauses = new LatePauses(this.topic, options);
  }

  /** Reads the partitions to their ends. While they can't be had polling begins all the same: what is in force is then told again, and pauses are asked for on. */
  async recall(partitions: readonly number[]): Promise<void> {
    await this.recallTracks(partitions);
    // Last, so that what is told meanwhile is seen.
    if (!this.isBlind) await this.ticks.recall(partitions);
  }

  /** Reads anew what was told of some miners of a partition: another zone has polled them since {@link recall}, or nobody. */
  async recallMiners(partition: number, minerIds: ReadonlySet<string>): Promise<void> {
    await this.recallTracks([partition], minerIds);
    if (!this.isBlind) await this.ticks.recall([partition]);
  }

  private async recallTracks(partitions: readonly number[], minerIds?: ReadonlySet<string>): Promise<void> {
    const { log, recallWithinMs = usualRecallMs } = this.options;
    try {
      await withDeadline(this.readAll(new Set(partitions), minerIds), recallWithinMs, 'recalling what was told of miners');
      this.isBlind = false;
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      this.isBlind = true;
      this.pauses.askFor(partitions);
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
    this.pauses.forget(partitions);
  }

  /** Asks for nothing any more. */
  stop(): Promise<void> {
    return this.pauses.stop();
  }

  private async readAll(partitions: ReadonlySet<number>, minerIds?: ReadonlySet<string>): Promise<void> {
    const bounds = await this.options.bus.admin.offsetsOf(this.topic);
    for (const each of bounds) {
      const { partition } = each;
      if (!partitions.has(partition)) continue;
      if (minerIds === undefined) this.forget([partition]);
      await readPartition(this.options.bus, this.topic, each, (message) => {
        if (minerIds?.has(message.key?.toString() ?? '') !== false) this.note(partition, message);
      });
    }
  }

  private note(partition: number, { key, value }: IncomingMessage): void {
    const minerId = key?.toString() ?? '';
    if (value === null) this.known.delete(minerId);
    else this.known.set(minerId, { partition, told: readRemembered(value) });
  }
}
