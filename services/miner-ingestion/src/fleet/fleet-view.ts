import type { Log, Lifecycle } from '@lodestream/component';
import { type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import type { EventBus, IncomingBatch, Subscription, TopicPartition } from '@lodestream/streaming';

/** What following the fleet needs. */
export interface FleetViewOptions {
  readonly bus: EventBus;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  /** A miner of ours is new or changed. */
  readonly onMiner: (record: FleetMiner) => void;
  /** A miner is no longer ours: it was removed, or its partition went to another owner. */
  readonly onGone: (minerId: string) => void;
  /** The first partition is ours: we lead. */
  readonly onLead: () => void;
  readonly onBadRecord: (error: unknown) => void;
}

const group = 'miner-ingestion';

/** The miners of the partitions this process is assigned, read from the topic's start on every join and followed from there. */
export class FleetView implements Lifecycle {
  private readonly minersOf = new Map<number, Set<string>>();
  private readonly topic: string;
  private subscription: Subscription | undefined;

  constructor(private readonly options: FleetViewOptions) {
    this.topic = fullTopicName(options.topicPrefix, topics.fleetMiners);
  }

  async start(): Promise<void> {
    const { bus, instance, onLead } = this.options;
    this.subscription = await bus.subscribe({
      group,
      topics: [this.topic],
      instance,
      from: 'beginning',
      handler: async (batch) => this.apply(batch),
      onAssigned: (partitions) => {
        if (partitions.some(({ partition }) => partition === 0)) onLead();
      },
      onRevoked: (partitions) => this.forget(partitions),
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.stop();
    this.subscription = undefined;
  }

  /** True while what we poll and send is still ours to poll and send. */
  owns(monotonicMs: number): boolean {
    return this.subscription !== undefined && monotonicMs < this.subscription.state().ownedUntilMs;
  }

  /** Null when the fleet is being followed, otherwise why not. */
  trouble(): string | null {
    const state = this.subscription?.state();
    if (state === undefined) return 'the fleet is not followed yet';
    return state.running ? null : `the fleet is no longer followed: ${state.lastError?.message ?? 'the consumer stopped'}`;
  }

  private apply({ partition, messages }: IncomingBatch): void {
    for (const { key, value } of messages) {
      const minerId = key?.toString() ?? '';
      const record = value === null ? null : this.decode(value);
      if (record === undefined) continue;
      if (record === null) this.remove(partition, minerId);
      else this.add(partition, record);
    }
  }

  /** A record nobody can read changes nothing: the miner is polled as it was known before. */
  private decode(value: Buffer): FleetMiner | undefined {
    try {
      return topics.fleetMiners.codec.decode(value);
    } catch (error) {
      this.options.onBadRecord(error);
      return undefined;
    }
  }

  private add(partition: number, record: FleetMiner): void {
    const miners = this.minersOf.get(partition) ?? new Set();
    this.minersOf.set(partition, miners.add(record.miner_id));
    this.options.onMiner(record);
  }

  private remove(partition: number, minerId: string): void {
    if (this.minersOf.get(partition)?.delete(minerId)) this.options.onGone(minerId);
  }

  private forget(partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      for (const minerId of this.minersOf.get(partition) ?? []) this.options.onGone(minerId);
      this.minersOf.delete(partition);
    }
  }
}
