import { TransientError, withDeadline, type Clock } from '@lodestream/component';
import type { TopicPartition } from '../event-bus.port.js';
import { BatchDelivery } from './batch-delivery.js';
import { byTopic, membersOf, nameOf, signOff } from './cluster-queries.js';
import type { KafkaClient } from './kafka-client.js';
import type { ResolvedKafkaOptions } from './kafka-options.js';
import { FetchPace } from './fetch-pace.js';
import type { Cluster, Consumer, EachBatchPayload } from './kafkajs.js';
import { LossGuard } from './loss-guard.js';
import { mapKafkaError } from './map-error.js';
import { OwnershipDeadline } from './ownership-deadline.js';
import type { PartitionSession, SessionOwner } from './partition-session.js';
import { PartitionTrack } from './partition-track.js';
import { instanceOf, rendezvousAssigner } from './rendezvous.assigner.js';

const watchEveryMs = 1_000;
const ghostDeadlineMs = 2_000;
const keepsSession = new Set(['Heartbeat', 'SyncGroup']);

/** The life of one kafkajs consumer, from its connection to its crash or stop. */
export class ConsumerSession implements PartitionSession {
  /** Settles, never rejecting, once the consumer is of no use any more. */
  readonly ended: Promise<Error>;
  /** Resolves at the first assignment. */
  readonly joined = Promise.withResolvers<void>();
  readonly ownership: OwnershipDeadline;
  readonly settings: ResolvedKafkaOptions;
  tracks = new Map<string, PartitionTrack>();
  memberId: string | null = null;
  /** Set when nothing of this session counts any more: commits are refused. */
  closed = false;
  private readonly consumer: Consumer;
  private readonly delivery: BatchDelivery;
  private readonly losses: LossGuard;
  private readonly pace: FetchPace;
  private readonly end = Promise.withResolvers<Error>();
  private readonly clock: Clock;
  private readonly watching = new AbortController();
  private cluster: Cluster | null = null;
  private fetchedAtMs: number;
  /** When it last asked to join, until it has. */
  private askedToJoinAtMs: number | null = null;

  constructor(
    client: KafkaClient,
    readonly owner: SessionOwner,
  ) {
    this.settings = client.options;
    const { clock, timeouts } = client.options;
    this.clock = clock;
    this.fetchedAtMs = clock.monotonic();
    this.ended = this.end.promise;
    this.ownership = new OwnershipDeadline(clock, timeouts.sessionMs, timeouts.ownershipMarginMs);
    this.consumer = client.consumer(owner.options.group, this.assigner(), () => !this.closed);
    this.losses = new LossGuard(this);
    this.delivery = new BatchDelivery(this, this.losses);
    this.pace = new FetchPace(clock, timeouts.fetchPaceMs, this.watching.signal);
    this.listen();
  }

  /**
   * Connects and joins; `ghost` is a member of ours that may still be waited for, and without one it is whoever has our name.
   * Rejects when that fails for good.
   */
  async run(ghost: string | null): Promise<void> {
    const { options } = this.owner;
    await this.consumer.connect();
    await this.bury(ghost);
    await this.consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
    void this.watch();
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.settings.bounds.concurrentPartitions,
      eachBatch: (payload) => this.deliver(payload),
    });
  }

  /** Whether fetches come in, or a handler is at work. What is fetched while a join is not answered reaches nobody, and counts as nothing. */
  isLively(): boolean {
    const silentMs = this.clock.monotonic() - (this.askedToJoinAtMs ?? this.fetchedAtMs);
    return !this.closed && (silentMs < this.settings.timeouts.fetchSilenceMs || this.isBusy());
  }

  /** Lets handlers end, commits what they commit, leaves the group; past the deadline it only lets go. */
  async stop(deadlineMs: number): Promise<void> {
    this.abortHandlers();
    this.watching.abort();
    try {
      await withDeadline(this.consumer.disconnect(), deadlineMs, 'leaving the group');
    } catch {
      // The broker notices by itself, one session later; what runs here is cut off.
      void this.cluster?.disconnect().catch(() => undefined);
    }
    this.close(new TransientError('the consumer was stopped', 'dependency'));
  }

  applyPauses(): void {
    if (this.closed) return;
    const all = [...this.tracks.values()];
    const still = all.filter((track) => track.held || this.owner.isPaused());
    const flowing = all.filter((track) => !still.includes(track));
    this.attempt(() => {
      this.consumer.pause(byTopic(still).map(([topic, partitions]) => ({ topic, partitions })));
      this.consumer.resume(byTopic(flowing).map(([topic, partitions]) => ({ topic, partitions })));
    });
  }

  seek(at: TopicPartition, offset: number): void {
    this.attempt(() => this.consumer.seek({ topic: at.topic, partition: at.partition, offset: String(offset) }));
  }

  async commitNow({ topic, partition }: TopicPartition, offset: number, metadata: string): Promise<void> {
    await this.consumer.commitOffsets([{ topic, partition, offset: String(offset), metadata }]);
  }

  isCurrent(track: PartitionTrack): boolean {
    return !this.closed && this.tracks.get(nameOf(track)) === track;
  }

  abortHandlers(): void {
    for (const track of this.tracks.values()) track.ending.abort();
  }

  get view(): Cluster {
    if (!this.cluster) throw new Error('kafkajs made no assigner');
    return this.cluster;
  }

  // kafkajs fetches again once every batch of the fetch before is done; where more waits already, nothing is gained by a rest.
  private async deliver(payload: EachBatchPayload): Promise<void> {
    await this.delivery.deliver(payload);
    if (payload.batch.offsetLag() === '0') await this.pace.due();
  }

  private assigner(): ReturnType<typeof rendezvousAssigner> {
    return rendezvousAssigner({
      instance: this.owner.instance,
      holds: () => this.owner.holds(),
      connected: (cluster) => void (this.cluster = cluster),
      joining: () => {
        if (this.closed) throw new Error('nobody wants this consumer any more');
        this.askedToJoinAtMs = this.clock.monotonic();
        this.ownership.suspend();
        this.abortHandlers();
      },
    });
  }

  private listen(): void {
    const { events } = this.consumer;
    this.consumer.on(events.REQUEST, ({ payload }) => {
      if (keepsSession.has(payload.apiName)) this.ownership.answered(payload.sentAt);
    });
    this.consumer.on(events.HEARTBEAT, () => this.ownership.confirmed());
    this.consumer.on(events.FETCH, () => {
      this.fetchedAtMs = this.clock.monotonic();
      this.pace.fetched();
    });
    this.consumer.on(events.CRASH, ({ payload }) => this.close(payload.error));
    this.consumer.on(events.GROUP_JOIN, ({ payload }) => this.join(payload.memberId, payload.memberAssignment));
  }

  // Runs inside kafkajs's join, before its next fetch: nothing is fetched until the positions are known.
  private join(memberId: string, assignment: Readonly<Record<string, number[]>>): void {
    this.memberId = memberId;
    this.askedToJoinAtMs = null;
    this.abortHandlers();
    const partitions = Object.entries(assignment).flatMap(([topic, numbers]) => numbers.map((partition) => ({ topic, partition })));
    this.tracks = new Map(partitions.map((at) => [nameOf(at), new PartitionTrack(at)]));
    this.applyPauses();
    this.ownership.confirmed();
    this.fetchedAtMs = this.clock.monotonic();
    void this.prepare([...this.tracks.values()]);
  }

  private async prepare(tracks: readonly PartitionTrack[]): Promise<void> {
    await this.owner.assigned(tracks);
    this.joined.resolve();
    const isCurrent = (): boolean => !this.closed && tracks.every((track) => this.isCurrent(track));
    for (let delayMs = 100; isCurrent(); delayMs = Math.min(delayMs * 2, 1_000)) {
      let waitedFor = true;
      try {
        // A broker that goes away may never answer: the partitions would be held for ever, while empty fetches look like life.
        const placing = this.losses.place(tracks, () => waitedFor && isCurrent());
        await withDeadline(placing, this.settings.timeouts.requestMs, 'looking up where to begin');
        this.owner.recovered('positions');
        return;
      } catch (error) {
        waitedFor = false;
        this.owner.failed('positions', mapKafkaError(error, 'looking up where to begin', this.settings.brokers));
        await this.clock.sleep(delayMs, this.watching.signal);
      }
    }
  }

  private async watch(): Promise<void> {
    const { signal } = this.watching;
    const { lossCheckMs, fetchSilenceMs } = this.settings.timeouts;
    for (let checkedAtMs = this.clock.monotonic(); !signal.aborted;) {
      await this.clock.sleep(Math.min(watchEveryMs, lossCheckMs), signal);
      if (signal.aborted) return;
      if (!this.isLively()) return this.giveUp(new TransientError(`no fetch for ${fetchSilenceMs} ms: the consumer hangs`, 'timeout'));
      if (this.clock.monotonic() - checkedAtMs < lossCheckMs) continue;
      checkedAtMs = this.clock.monotonic();
      await this.losses.check().catch(() => undefined);
    }
  }

  private giveUp(error: Error): void {
    this.close(error);
    void this.consumer.disconnect().catch(() => undefined);
  }

  private close(error: Error): void {
    this.closed = true;
    this.abortHandlers();
    this.watching.abort();
    this.end.resolve(error);
  }

  // A member that is gone is waited for by the others until its session ends; telling the group that it is gone spares them that.
  private async bury(ghost: string | null): Promise<void> {
    const { instance, options } = this.owner;
    const signOffTheDead = async (): Promise<void> => {
      const dead = ghost === null ? await predecessorsOf(this.view, options.group, instance) : [ghost];
      for (const memberId of dead) await signOff(this.view, options.group, memberId);
    };
    await withDeadline(signOffTheDead(), ghostDeadlineMs, 'signing the dead member off').catch(() => undefined);
  }

  private isBusy(): boolean {
    return [...this.tracks.values()].some(({ busy }) => busy);
  }

  // kafkajs throws when its consumer is between lives; its next join finds what we wanted in the tracks.
  private attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.settings.log.debug('The consumer was not ready.', { error });
    }
  }
}

/** Who calls itself by our name is a process that was killed before us: no other may have it. */
async function predecessorsOf(cluster: Cluster, group: string, instance: string): Promise<string[]> {
  const members = await membersOf(cluster, group);
  return members.filter(({ memberMetadata }) => instanceOf(memberMetadata) === instance).map(({ memberId }) => memberId);
}
