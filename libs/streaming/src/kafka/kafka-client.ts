import {
  AssignerProtocol,
  Kafka,
  logLevel,
  type Admin,
  type Cluster,
  type Consumer,
  type ISocketFactory,
  type KafkaConfig,
  type PartitionAssigner,
  type Producer,
  type RetryOptions,
} from './kafkajs.js';
import { kafkaLogCreator } from './kafka-log.js';
import type { KafkaTls, ResolvedKafkaOptions } from './kafka-options.js';

/** A connection to the cluster below the level of kafkajs's own clients: it can fetch and ask for offsets without any group. */
export interface ClusterConnection {
  readonly cluster: Cluster;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

// Steady tries, a second apart at most: an outage is outlasted, and its end is noticed at once.
const pace = { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 2, factor: 0.2 };
// Over 11 minutes of tries; past them the supervisor begins again with a new consumer.
const patientRetry = { ...pace, retries: 700 };
// A producer never gives up by itself: the delivery deadline ends it from outside. (kafkajs warns of any lower number.)
const endlessRetry = { ...pace, retries: Number.MAX_SAFE_INTEGER };
const briskRetry = { ...pace, retries: 1 };

/** Says whether someone still wants a client; when not, kafkajs's retry loops inside it come to an end. */
export type Wanted = () => boolean;

/** Makes kafkajs's clients, each configured for what it is used for. */
export class KafkaClient {
  constructor(
    readonly options: ResolvedKafkaOptions,
    private readonly socketFactory?: ISocketFactory,
  ) {}

  /** For topics and groups; every failure comes back soon, and the caller decides about trying again. */
  admin(): Admin {
    return this.kafka(briskRetry).admin({ retry: briskRetry });
  }

  /** Idempotent, one request in flight; `choose` is asked for each message each time a request is made, and may throw to end it. */
  producer(choose: (partition: number | undefined) => number, wanted: Wanted): Producer {
    return this.kafka(patientRetry, wanted).producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      retry: endlessRetry,
      metadataMaxAge: 60_000,
      createPartitioner: () => (args) => choose(args.message.partition),
    });
  }

  /** A group's member. It is never restarted by kafkajs, which would do so only for some errors: the supervisor is for that. */
  consumer(group: string, assigner: PartitionAssigner, wanted: Wanted): Consumer {
    const { timeouts, bounds } = this.options;
    return this.kafka(patientRetry, wanted).consumer({
      groupId: group,
      partitionAssigners: [assigner],
      allowAutoTopicCreation: false,
      metadataMaxAge: 60_000,
      sessionTimeout: timeouts.sessionMs,
      heartbeatInterval: timeouts.heartbeatMs,
      rebalanceTimeout: timeouts.rebalanceMs,
      maxWaitTimeInMs: Math.min(timeouts.maxWaitMs, 500),
      maxBytes: bounds.fetchBytes,
      maxBytesPerPartition: bounds.fetchBytesPerPartition,
      retry: { ...patientRetry, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  /**
   * A connection without a group. kafkajs offers its cluster to an assigner, and makes the assigners with the consumer; that
   * consumer never runs, so it joins nothing and its group name is never sent.
   */
  connection(): ClusterConnection {
    const taken: { cluster?: Cluster } = {};
    const take: PartitionAssigner = ({ cluster }) => {
      taken.cluster = cluster;
      return {
        name: 'none',
        version: 0,
        assign: () => Promise.resolve([]),
        protocol: () => ({ name: 'none', metadata: noTopics() }),
      };
    };
    const kafka = this.kafka(briskRetry);
    const consumer = kafka.consumer({
      groupId: 'none',
      partitionAssigners: [take],
      allowAutoTopicCreation: false,
      retry: briskRetry,
    });
    if (!taken.cluster) throw new Error('kafkajs did not make its assigners with the consumer');
    return {
      cluster: taken.cluster,
      connect: () => consumer.connect(),
      disconnect: () => consumer.disconnect(),
    };
  }

  // No addresses at all is the one answer on which kafkajs stops looking for a broker.
  private kafka(retry: RetryOptions, wanted: Wanted = () => true): InstanceType<typeof Kafka> {
    const addresses = (): string[] | null => (wanted() ? [...this.options.brokers] : null);
    const brokers = addresses as () => string[];
    return new Kafka({
      ...connectionConfig(this.options),
      ...(this.socketFactory ? { socketFactory: this.socketFactory } : {}),
      brokers,
      retry,
    });
  }
}

function noTopics(): Buffer {
  return AssignerProtocol.MemberMetadata.encode({ version: 0, topics: [], userData: Buffer.alloc(0) });
}

function connectionConfig({
  clientId,
  ssl,
  sasl,
  log,
  timeouts,
}: ResolvedKafkaOptions): Omit<KafkaConfig, 'brokers'> {
  return {
    clientId,
    connectionTimeout: timeouts.connectionMs,
    authenticationTimeout: timeouts.requestMs,
    requestTimeout: timeouts.requestMs,
    logLevel: logLevel.INFO,
    logCreator: kafkaLogCreator(log),
    ...(ssl === undefined ? {} : { ssl: typeof ssl === 'boolean' ? ssl : tlsConfig(ssl) }),
    ...(sasl
      ? {
          sasl: {
            mechanism: sasl.mechanism as 'plain',
            username: sasl.username,
            password: sasl.password.reveal(),
          },
        }
      : {}),
  };
}

function tlsConfig({ ca, cert, key, serverName }: KafkaTls): NonNullable<KafkaConfig['ssl']> {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key: key.reveal() }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}
