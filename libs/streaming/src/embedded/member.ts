import type { Loss, SubscribeOptions, SubscriptionState, TopicPartition } from '../event-bus.port.js';
import type { Candidate } from './assignment.js';
import type { BusEvents } from './bus-event.js';
import type { GroupOffsets } from './group-offsets.js';
import type { PartitionState } from './partition-state.js';
import { PartitionWorker, type WorkerHost } from './partition-worker.js';

/** What members share with their bus. */
export interface MemberParts {
  readonly host: Pick<WorkerHost, 'store' | 'clock' | 'random' | 'limits'>;
  readonly offsets: GroupOffsets;
  readonly events: BusEvents;
}

/** One joined consumer: the partitions it holds, each with a worker. */
export class Member implements Candidate {
  running = true;
  private readonly workers = new Map<PartitionState, PartitionWorker>();
  private readonly errors = new Map<PartitionState | null, Error>();
  private readonly leaving = new AbortController();
  private isPaused = false;

  constructor(
    readonly options: SubscribeOptions,
    readonly instance: string,
    private readonly parts: MemberParts,
  ) {}

  get topics(): readonly string[] {
    return this.options.topics;
  }

  /** It commits, and so holds back what it has not read; a reader from the beginning does so only while it reads. */
  get commits(): boolean {
    return this.options.from !== 'beginning';
  }

  state(): SubscriptionState {
    const assigned = [...this.workers.keys()].map(({ topic, partition }) => ({ topic, partition }));
    const lastError = [...this.errors.values()].at(-1) ?? null;
    return { running: this.running, assigned, ownedUntilMs: this.running ? Infinity : 0, lastError };
  }

  pause(paused: boolean): void {
    this.isPaused = paused;
    for (const worker of this.workers.values()) worker.wake();
  }

  holds(state: PartitionState): boolean {
    return this.workers.has(state);
  }

  /** How far it has read, where it holds the partition. */
  positionIn(state: PartitionState): number | undefined {
    return this.workers.get(state)?.position;
  }

  /** Gives back the partitions, waiting for their handlers until the deadline, and tells so. */
  async release(states: readonly PartitionState[], deadlineMs: number): Promise<void> {
    if (states.length === 0) return;
    await Promise.all(states.map(async (state) => this.workers.get(state)?.revoke(deadlineMs)));
    for (const state of states) this.forget(state);
    try {
      await this.options.onRevoked?.(states.map(asTopicPartition));
    } catch (error) {
      // The partitions are gone all the same; others must not wait for a member that stumbles over that.
      this.errors.set(null, error as Error);
    }
  }

  async releaseAll(deadlineMs: number): Promise<void> {
    this.leaving.abort();
    await this.release([...this.workers.keys()], deadlineMs);
    this.running = false;
  }

  /** Takes over partitions: tells so first, and then begins to read them. */
  async take(states: readonly PartitionState[]): Promise<void> {
    if (states.length === 0) return;
    const workers = states.map((state) => new PartitionWorker(state, this.workerHost(), this.startOf(state)));
    for (const worker of workers) this.workers.set(worker.state, worker);
    await this.announce(states);
    if (this.leaving.signal.aborted) return;
    for (const worker of workers) worker.start();
  }

  /** Ends at once, as a kill would. */
  abandon(): void {
    this.leaving.abort();
    this.running = false;
    for (const worker of this.workers.values()) worker.abandon();
    this.workers.clear();
  }

  private startOf(state: PartitionState): number {
    if (!this.commits) return state.logStart;
    return this.parts.offsets.of(this.options.group, state)?.committed ?? state.logStart;
  }

  /** A member that cannot take in its assignment now is asked again until it can, or leaves. */
  private async announce(states: readonly PartitionState[]): Promise<void> {
    for (let delayMs = 50; !this.leaving.signal.aborted; delayMs = Math.min(10_000, delayMs * 2)) {
      try {
        await this.options.onAssigned?.(states.map(asTopicPartition));
        this.errors.delete(null);
        return;
      } catch (error) {
        this.errors.set(null, error as Error);
        await this.parts.host.clock.sleep(delayMs, this.leaving.signal);
      }
    }
  }

  private forget(state: PartitionState): void {
    this.workers.delete(state);
    this.errors.delete(state);
  }

  private workerHost(): WorkerHost {
    const { host, offsets } = this.parts;
    return {
      ...host,
      limits: { ...host.limits, messages: this.options.maxBatchMessages ?? host.limits.messages },
      handler: this.options.handler,
      paused: () => this.isPaused,
      commit: async (state, nextOffset, metadata) => {
        if (this.commits) await offsets.commit(this.options.group, state, nextOffset, metadata);
      },
      lost: (state, loss) => this.noteLoss(state, loss),
      noteError: (state, error) => {
        this.errors.delete(state);
        if (error) this.errors.set(state, error);
      },
    };
  }

  private async noteLoss(state: PartitionState, gone: Omit<Loss, keyof TopicPartition>): Promise<void> {
    const { topic, partition } = state;
    const { group, onLoss } = this.options;
    this.parts.events.tell({ kind: 'loss', group, topic, partition, from: gone.from, to: gone.to });
    const text = onLoss?.({ topic, partition, ...gone });
    if (text !== undefined && this.commits) await this.parts.offsets.commit(group, state, gone.rewoundTo ?? gone.to, text);
  }
}

function asTopicPartition({ topic, partition }: PartitionState): TopicPartition {
  return { topic, partition };
}
