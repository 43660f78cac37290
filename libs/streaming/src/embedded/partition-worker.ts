import { TransientError, type Clock } from '@lodestream/component';
import type { BatchContext, BatchHandler, IncomingBatch, Loss, TopicPartition } from '../event-bus.port.js';
import type { LogStore } from './log-store.port.js';
import { CorruptBatchError, readPartition, type ReadLimits } from './partition-reader.js';
import type { PartitionState } from './partition-state.js';
import { Wakeup } from './wakeup.js';

const firstRetryMs = 50;
const longestRetryMs = 10_000;
/** How often a batch that cannot be read is tried before it is given up: its bytes may have been read wrongly. */
const corruptTries = 3;

/** What a worker needs of its member and its group. */
export interface WorkerHost {
  readonly store: LogStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: ReadLimits;
  readonly handler: BatchHandler;
  paused(): boolean;
  commit(state: PartitionState, nextOffset: number, metadata: string | undefined): Promise<void>;
  /** Resolves once what is to be kept of the loss is durable. */
  lost(state: PartitionState, loss: Omit<Loss, keyof TopicPartition>): Promise<void>;
  /** Null when the partition works again. */
  noteError(state: PartitionState, error: Error | null): void;
}

/** Hands one partition's batches to the handler, one after the other, for as long as its member owns the partition. */
export class PartitionWorker {
  private readonly revoked = new AbortController();
  private readonly wakeup = new Wakeup();
  private running: Promise<void> = Promise.resolve();
  private fenced = false;
  private failures = 0;

  constructor(
    readonly state: PartitionState,
    private readonly host: WorkerHost,
    /** The next offset to be handed over. */
    public position: number,
  ) {}

  start(): void {
    this.running = this.run();
  }

  wake(): void {
    this.wakeup.wake();
  }

  /** Hands over nothing more, and waits for the handler until the deadline; after that its commits are refused. */
  async revoke(deadlineMs: number): Promise<void> {
    this.revoked.abort();
    this.wakeup.wake();
    const settled = new AbortController();
    await Promise.race([this.running, this.host.clock.sleep(deadlineMs, settled.signal)]);
    settled.abort();
    this.fenced = true;
  }

  /** Ends at once: what the handler still does counts for nothing. */
  abandon(): void {
    this.fenced = true;
    this.revoked.abort();
    this.wakeup.wake();
  }

  private async run(): Promise<void> {
    const endListening = this.state.onGrowth(() => this.wakeup.wake());
    while (!this.revoked.signal.aborted) {
      try {
        await this.step();
      } catch (error) {
        if (error instanceof CorruptBatchError && this.failures + 1 >= corruptTries) await this.giveUp(error);
        else await this.failed(error as Error);
      }
    }
    endListening();
  }

  private async step(): Promise<void> {
    const { host, state } = this;
    await this.noteLoss();
    if (host.paused() || this.position >= state.logEnd) return this.wakeup.wait();
    const { batch, nextOffset } = readPartition(host.store, state, this.position, host.limits);
    if (batch.messages.length > 0) await host.handler(batch, this.contextFor(batch));
    this.position = nextOffset;
    this.recovered();
    // A turn of the event loop between two batches keeps the partitions fair to each other.
    await new Promise((resolve) => setImmediate(resolve));
  }

  private async noteLoss(): Promise<void> {
    const { logStart, logEnd } = this.state;
    const { position } = this;
    if (position >= logStart && position <= logEnd) return;
    this.position = logStart;
    // A position behind the end means that the log was put back to an older state.
    const isRewound = position > logEnd;
    await this.host.lost(this.state, isRewound ? { from: logEnd, to: position, rewoundTo: logStart } : { from: position, to: logStart });
  }

  /** What cannot be read by anybody must not hold up what follows: it is a loss like any other, counted and told. */
  private async giveUp({ nextOffset }: CorruptBatchError): Promise<void> {
    const from = this.position;
    this.position = nextOffset;
    this.recovered();
    await this.host.lost(this.state, { from, to: nextOffset }).catch((error: unknown) => this.failed(error as Error));
  }

  private contextFor(batch: IncomingBatch): BatchContext {
    const first = this.position;
    return {
      signal: this.revoked.signal,
      heartbeat: async () => this.refuseFenced(),
      commit: async (nextOffset, metadata) => {
        this.refuseFenced();
        await this.host.commit(this.state, nextOffset, metadata);
        // Should the handler fail after this, it gets only the rest again.
        if (nextOffset > first && nextOffset <= (batch.messages.at(-1)?.offset ?? 0) + 1) this.position = nextOffset;
      },
    };
  }

  private refuseFenced(): void {
    const { topic, partition } = this.state;
    if (this.fenced) throw new TransientError(`${topic}/${partition} is no longer this member's`, 'dependency');
  }

  private recovered(): void {
    if (this.failures === 0) return;
    this.failures = 0;
    this.host.noteError(this.state, null);
  }

  private async failed(error: Error): Promise<void> {
    if (this.revoked.signal.aborted) return;
    this.failures += 1;
    this.host.noteError(this.state, error);
    const delay = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(12, this.failures - 1));
    await this.host.clock.sleep(delay * (0.5 + this.host.random() / 2), this.revoked.signal);
  }
}
