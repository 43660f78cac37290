import { randomUUID } from 'node:crypto';
import { PermanentError, TransientError } from '@lodestream/component';
import type {
  EventBus,
  EventBusAdmin,
  IncomingBatch,
  OutgoingMessage,
  Position,
  SubscribeOptions,
  Subscription,
} from '../event-bus.port.js';
import { AppendWork } from './append.work.js';
import type { BusFigures } from './bus-event.js';
import { withDefaults, type LocalBusOptions } from './local-bus-options.js';
import { LocalBusParts } from './local-bus-parts.js';
import { LocalSubscription } from './local-subscription.js';
import type { LogStore } from './log-store.port.js';
import { Member } from './member.js';
import { readPartition } from './partition-reader.js';
import type { StateStores } from '../state/state-stores.port.js';
import type { StorageState } from './storage-health.js';

/** An event bus for one process, over a store of its own. */
export class LocalEventBus implements EventBus {
  /** State lives in the store of the bus. */
  readonly states: StateStores = { open: (at) => Promise.resolve().then(() => this.running().states.open(at)) };
  private readonly options: Required<LocalBusOptions>;
  private parts: LocalBusParts | undefined;
  private readonly subscriptions = new Set<LocalSubscription>();
  private starting: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;
  private keyless = 0;

  constructor(
    private readonly store: LogStore,
    options: LocalBusOptions = {},
  ) {
    this.options = withDefaults(options);
  }

  get admin(): EventBusAdmin {
    return this.running().admin;
  }

  start(): Promise<void> {
    this.stopping = undefined;
    this.starting ??= this.setUp().finally(() => (this.starting = undefined));
    return this.starting;
  }

  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  /** Ends as a kill would: nothing is drained, nothing committed any more. */
  async abort(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.abandon();
    this.stopping ??= this.close(0);
    await this.stopping;
  }

  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    const { catalog, committer, retention } = this.running();
    const { clock, pendingBytes, patienceMs } = this.options;
    const found = catalog.named(topic);
    if (messages.length === 0) return [];
    const deadlineMs = clock.monotonic() + patienceMs;
    const keylessPartition = (this.keyless += 1) % found.settings.partitions;
    const work = new AppendWork(messages, {
      topic: found,
      retention,
      nowMs: clock.now(),
      deadlineMs,
      keylessPartition,
    });
    if (committer.pendingBytes > 0 && committer.pendingBytes + work.weight > pendingBytes) {
      throw new TransientError(`${committer.pendingBytes} bytes already wait to be written`, 'resource_exhaustion');
    }
    committer.submit(work);
    return work.positions;
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    const { groups, catalog, member } = this.running();
    if (!/^[\w.:/-]{1,200}$/.test(options.group))
      throw new PermanentError(`"${options.group}" cannot be the name of a group`, 'validation');
    for (const topic of options.topics) catalog.named(topic);
    if (options.from !== 'beginning') await groups.attend(options.group, options.topics);
    const joined = new Member(options, options.instance ?? randomUUID(), member);
    const group = groups.named(options.group);
    const subscription = new LocalSubscription(group, joined, this.options.stopMs, () => this.subscriptions.delete(subscription));
    this.subscriptions.add(subscription);
    await group.join(joined);
    return subscription;
  }

  async read(at: Position, maxMessages: number): Promise<IncomingBatch> {
    const state = this.running().catalog.partition(at.topic, at.partition);
    return readPartition(this.store, state, at.offset, { messages: maxMessages, bytes: Infinity }).batch;
  }

  /** How the disk is doing; a full one fails readiness. */
  storage(): StorageState {
    return this.running().health.state;
  }

  /** What was counted since the start. */
  figures(): BusFigures {
    return this.running().events.figures();
  }

  /** Applies retention, and compacts what is due (or the named topic whatever it is), now instead of later. */
  async maintain(compactedTopic?: string): Promise<void> {
    const { maintenance, compaction, catalog } = this.running();
    await maintenance.round();
    if (compactedTopic === undefined) return;
    for (const state of catalog.named(compactedTopic).partitions) await compaction.compact(state);
  }

  private async setUp(): Promise<void> {
    if (this.parts) return;
    await this.store.open();
    const parts = new LocalBusParts(this.store, this.options);
    try {
      parts.load();
    } catch (error) {
      await this.store.close();
      throw error;
    }
    parts.maintenance.start();
    this.parts = parts;
  }

  private async shutDown(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop(this.options.stopMs)));
    await this.close(this.options.stopMs);
  }

  private async close(drainMs: number): Promise<void> {
    const { parts } = this;
    if (!parts) return;
    await parts.maintenance.stop(drainMs);
    await parts.committer.close(drainMs);
    this.parts = undefined;
    await this.store.close();
  }

  private running(): LocalBusParts {
    if (!this.parts) throw new TransientError('the event bus is not running', 'dependency');
    return this.parts;
  }
}
