import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { TransientError } from '@lodestream/component';
import type {
  EventBus,
  EventBusAdmin,
  IncomingBatch,
  OutgoingMessage,
  Position,
  SubscribeOptions,
  Subscription,
} from '../event-bus.port.js';
import { KafkaAdmin } from './kafka-admin.js';
import { KafkaClient } from './kafka-client.js';
import { resolveOptions, type KafkaOptions, type ResolvedKafkaOptions } from './kafka-options.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { KafkaSubscription } from './kafka-subscription.js';
import type { ISocketFactory } from './kafkajs.js';
import { readLog } from './log-reader.js';
import { Reconnecting } from './reconnecting.js';
import { TopicFactsCache } from './topic-facts-cache.js';
import { ChangelogStateStores } from '../state/changelog/changelog-state-stores.js';
import type { StateStores } from '../state/state-stores.port.js';

/** The event bus on Kafka 3.9 to 4.2, by the rules in this folder's README. */
export class KafkaEventBus implements EventBus {
  readonly admin: EventBusAdmin;
  /** State lives in compacted topics. */
  readonly states: StateStores = new ChangelogStateStores({ bus: this });
  private readonly options: ResolvedKafkaOptions;
  private readonly client: KafkaClient;
  private readonly adminConnection;
  private readonly clusterConnection;
  private readonly quietConnection;
  private readonly publisher: KafkaPublisher;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private stopping: Promise<void> | null = null;

  /** No I/O yet; `socketFactory` is for whoever has to open connections in a way of their own. */
  constructor(options: KafkaOptions, socketFactory?: ISocketFactory) {
    this.options = resolveOptions(options);
    this.client = new KafkaClient(this.options, socketFactory);
    const { brokers, clock, timeouts } = this.options;
    const shared = { brokers, clock, deadlineMs: timeouts.adminMs };
    this.adminConnection = new Reconnecting({ ...shared, create: () => this.client.admin() });
    this.clusterConnection = new Reconnecting({ ...shared, create: () => this.client.connection() });
    this.quietConnection = new Reconnecting({ ...shared, create: () => this.client.connection('quiet') });
    const admin = new KafkaAdmin({
      admin: this.adminConnection,
      cluster: this.clusterConnection,
      replicationFactor: options.replicationFactor,
      leaders: { quiet: this.quietConnection, deadlineMs: timeouts.leadersMs, log: this.options.log },
    });
    this.admin = admin;
    const facts = new TopicFactsCache((topic) => admin.factsOf(topic), clock);
    this.publisher = new KafkaPublisher(
      this.options,
      (choose, wanted) => this.client.producer(choose, wanted),
      (topic, keyless) => facts.of(topic, keyless),
    );
  }

  /** Makes sure that a broker answers. @throws TransientError naming the brokers and the remedy when none does in time */
  async start(): Promise<void> {
    await this.clusterConnection.use('connecting', ({ cluster }) => cluster.refreshMetadata(), this.options.timeouts.startMs);
  }

  /** Stops subscriptions first, so that what their handlers still send is flushed; then everything else. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    return this.publisher.send(topic, messages);
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    if (this.stopping) throw new TransientError('the bus is stopped and joins nothing', 'dependency');
    const subscription = new KafkaSubscription(this.client, options, options.instance ?? `${hostname()}-${randomUUID().slice(0, 8)}`);
    for (const each of this.subscriptions) if (each.isStopped()) this.subscriptions.delete(each);
    this.subscriptions.add(subscription);
    await subscription.join();
    return subscription;
  }

  read(at: Position, maxMessages: number): Promise<IncomingBatch> {
    const { clock, timeouts, bounds } = this.options;
    const doing = `reading ${at.topic}/${at.partition}`;
    return this.clusterConnection.use(
      doing,
      ({ cluster }) => readLog(cluster, at, maxMessages, { clock, timeouts, bounds }),
      timeouts.readMs,
    );
  }

  private async end(): Promise<void> {
    const { stopMs } = this.options.timeouts;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop(stopMs)));
    await this.publisher.stop(stopMs);
    await Promise.all([this.adminConnection, this.clusterConnection, this.quietConnection].map((connection) => connection.stop()));
  }
}
