import { type Lifecycle, type Log, PermanentError } from '@lodestream/component';
import { type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import type { LagMeter } from '@lodestream/service-kit';
import type { EventBus, IncomingBatch, Subscription, TopicPartition } from '@lodestream/streaming';
import { unpollable } from './pollable.js';

/** What following the fleet needs. */
export interface FleetViewOptions {
  readonly bus: EventBus;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  /** The miners of this zone are followed; null for those of none. */
  readonly zone: string | null;
  /** A miner of ours is new or changed. */
  readonly onMiner: (record: FleetMiner) => void;
  /** A miner is no longer ours: it was removed, or its partition went to another owner. */
  readonly onGone: (minerId: string) => void;
  /** A miner was taken out of the fleet; it is told as gone besides. */
  readonly onRemoved: (minerId: string) => void;
  /** Partitions are ours now; their miners follow once this has settled. */
  readonly onPartitions: (partitions: readonly number[]) => Promise<void>;
  /** Miners of a partition of ours come over from another zone, or are enabled again; they follow once this has settled. */
  readonly onMovedHere: (partition: number, minerIds: ReadonlySet<string>) => Promise<void>;
  /** Partitions are no longer ours; so are none of their miners. */
  readonly onPartitionsGone: (partitions: readonly number[]) => void;
  /** Told of what was handled and of what went to others. */
  readonly meter: Pick<LagMeter, 'took' | 'gave'>;
  readonly onBadRecord: (error: unknown) => void;
  /** Following stumbled over a bug of ours: delivering the records again would not help. */
  readonly onBug: (error: unknown) => void;
}

/** What a message says of a miner; null takes it out of the fleet. */
interface MinerChange {
  readonly minerId: string;
  readonly record: FleetMiner | null;
}

/** The miners of our zone in the partitions this process is assigned, read from the topic's start on every join and followed from there. */
export class FleetView implements Lifecycle {
  private readonly minersOf = new Map<number, Set<string>>();
  /** Miners of our partitions that are polled elsewhere or not at all: those of other zones, and disabled ones. */
  private readonly awayFrom = new Map<number, Set<string>>();
  private readonly topic: string;
  private subscription: Subscription | undefined;

  constructor(private readonly options: FleetViewOptions) {
    this.topic = fullTopicName(options.topicPrefix, topics.fleetMiners);
  }

  async start(): Promise<void> {
    const { bus, instance } = this.options;
    this.subscription = await bus.subscribe({
      group: groupOf(this.options),
      topics: [this.topic],
      instance,
      from: 'beginning',
      handler: async (batch, { signal }) => {
        await this.apply(batch, signal);
        this.options.meter.took(batch);
      },
      onAssigned: (partitions) => this.options.onPartitions(partitions.map(({ partition }) => partition)),
      onRevoked: (partitions) => {
        this.options.meter.gave(partitions);
        this.forget(partitions);
      },
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

  private async apply({ partition, messages }: IncomingBatch, signal: AbortSignal): Promise<void> {
    try {
      const changes = messages.flatMap(({ key, value }) => this.changeOf(key?.toString() ?? '', value));
      const movedHere = this.movedHere(partition, changes);
      if (movedHere.size > 0) await this.options.onMovedHere(partition, movedHere);
      // A partition that was taken away meanwhile is read from its start by whoever has it next.
      if (signal.aborted) return;
      for (const change of changes) this.follow(partition, change);
    } catch (error) {
      this.options.onBug(error);
      throw error;
    }
  }

  private changeOf(minerId: string, value: Buffer | null): MinerChange[] {
    const record = value === null ? null : this.decode(minerId, value);
    return record === undefined ? [] : [{ minerId, record }];
  }

  private movedHere(partition: number, changes: readonly MinerChange[]): ReadonlySet<string> {
    const away = new Set(this.awayFrom.get(partition));
    const moved = new Set<string>();
    for (const { minerId, record } of changes) {
      if (this.isPolledHere(record) && away.delete(minerId)) moved.add(minerId);
      else if (record !== null && !this.isPolledHere(record)) away.add(minerId);
    }
    return moved;
  }

  private isPolledHere(record: FleetMiner | null): boolean {
    return record !== null && record.enabled && record.collector_zone === this.options.zone;
  }

  private follow(partition: number, { minerId, record }: MinerChange): void {
    this.noteAway(partition, minerId, record !== null && !this.isPolledHere(record));
    if (record === null) this.takeOut(partition, minerId);
    else if (record.collector_zone === this.options.zone) this.add(partition, record);
    else this.remove(partition, minerId);
  }

  private noteAway(partition: number, minerId: string, isAway: boolean): void {
    const away = this.awayFrom.get(partition) ?? new Set();
    if (isAway) this.awayFrom.set(partition, away.add(minerId));
    else away.delete(minerId);
  }

  /** A record nobody can read, or follow, changes nothing: the miner is polled as it was known before. */
  private decode(minerId: string, value: Buffer): FleetMiner | undefined {
    try {
      const record = topics.fleetMiners.codec.decode(value);
      refuseUnusable(minerId, record);
      return record;
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

  private takeOut(partition: number, minerId: string): void {
    if (this.minersOf.get(partition)?.has(minerId) !== true) return;
    this.remove(partition, minerId);
    this.options.onRemoved(minerId);
  }

  private remove(partition: number, minerId: string): void {
    if (this.minersOf.get(partition)?.delete(minerId)) this.options.onGone(minerId);
  }

  private forget(partitions: readonly TopicPartition[]): void {
    for (const { partition } of partitions) {
      for (const minerId of this.minersOf.get(partition) ?? []) this.options.onGone(minerId);
      this.minersOf.delete(partition);
      this.awayFrom.delete(partition);
    }
    this.options.onPartitionsGone(partitions.map(({ partition }) => partition));
  }
}

/** Each zone is a group of its own: its members share out all partitions, and poll the zone's miners in them. */
function groupOf({ topicPrefix, zone }: FleetViewOptions): string {
  return `${topicPrefix}miner-ingestion${zone === null ? '' : `.zone.${zone}`}`;
}

/** A record of another miner's key could never be removed, and what can't be polled would only look like a device that is away. */
function refuseUnusable(minerId: string, record: FleetMiner): void {
  const reason = record.miner_id === minerId ? unpollable(record) : `It is of "${record.miner_id}".`;
  if (reason === null) return;
  throw new PermanentError(`the fleet record of "${minerId}" can't be followed: ${reason}`, 'validation');
}
