import kafkajs from 'kafkajs';

/** The values of kafkajs this folder uses; a CommonJS package hands its names over safely only through its default export. */
export const { Kafka, AssignerProtocol, ConfigResourceTypes, logLevel } = kafkajs;

export type { Admin, Assigner, Broker, Cluster, Consumer, EachBatchPayload, KafkaMessage, PartitionAssigner, Producer } from 'kafkajs';
export type {
  ConsumerConfig,
  ICustomPartitioner,
  ISocketFactory,
  KafkaConfig,
  LogEntry,
  ProducerConfig,
  RecordMetadata,
  RetryOptions,
} from 'kafkajs';
