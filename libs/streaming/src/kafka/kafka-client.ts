import type { Log } from '@lodestream/component';
import { briskRetry, connectionConfig, consumerConfig, patientRetry, producerConfig } from './client-config.js';
import {
  AssignerProtocol,
  Kafka,
  type Admin,
  type Cluster,
  type Consumer,
  type ICustomPartitioner,
  type ISocketFactory,
  type PartitionAssigner,
  type Producer,
  type RetryOptions,
} from './kafkajs.js';
import type { ResolvedKafkaOptions } from './kafka-options.js';
import { repairKafkajs } from './repair-kafkajs.js';

/** A connection to the cluster below the level of kafkajs's own clients: it can fetch and ask for offsets without any group. */
export interface ClusterConnection {
  readonly cluster: Cluster;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** Says whether someone still wants a client; when not, kafkajs's retry loops inside it come to an end. */
export type Wanted = () => boolean;

/** Makes kafkajs's clients, each configured for what it is used for. */
export class KafkaClient {
  constructor(
    readonly options: ResolvedKafkaOptions,
    private readonly socketFactory?: ISocketFactory,
  ) {
    repairKafkajs();
  }

  /** For topics and groups; every failure comes back soon, and the caller decides about trying again. */
  admin(): Admin {
    return this.kafka(briskRetry).admin({ retry: briskRetry });
  }

  /** Idempotent, one request in flight; `choose` is asked for each message each time a request is made, and may throw to end it. */
  producer(choose: (partition: number | undefined) => number, wanted: Wanted): Producer {
    const createPartitioner: ICustomPartitioner = () => (args) => choose(args.message.partition);
    return this.kafka(patientRetry, wanted).producer({ ...producerConfig, createPartitioner });
  }

  /** A group's member. It is never restarted by kafkajs, which would do so only for some errors: the supervisor is for that. */
  consumer(group: string, assigner: PartitionAssigner, wanted: Wanted): Consumer {
    const config = consumerConfig(this.options);
    return this.kafka(patientRetry, wanted).consumer({
      ...config,
      groupId: group,
      partitionAssigners: [assigner],
    });
  }

  /**
   * A connection without a group; one that is `quiet`, because it asks what is often refused, logs nothing above debug. kafkajs offers its cluster to an assigner, and makes the assigners with the consumer; that
   * consumer never runs, so it joins nothing and its group name is never sent.
   */
  connection(loudness: 'audible' | 'quiet' = 'audible'): ClusterConnection {
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
    const { log } = this.options;
    const kafka = this.kafka(briskRetry, () => true, loudness === 'quiet' ? lowered(log) : log);
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
  private kafka(retry: RetryOptions, wanted: Wanted = () => true, log: Log = this.options.log): InstanceType<typeof Kafka> {
    const addresses = (): string[] | null => (wanted() ? [...this.options.brokers] : null);
    const brokers = addresses as () => string[];
    return new Kafka({
      ...connectionConfig({ ...this.options, log }),
      ...(this.socketFactory ? { socketFactory: this.socketFactory } : {}),
      brokers,
      retry,
    });
  }
}

function lowered(log: Log): Log {
  const debug: Log['debug'] = (sentence, fields) => log.debug(sentence, fields);
  return { debug, info: debug, warn: debug, error: debug };
}

function noTopics(): Buffer {
  return AssignerProtocol.MemberMetadata.encode({ version: 0, topics: [], userData: Buffer.alloc(0) });
}
