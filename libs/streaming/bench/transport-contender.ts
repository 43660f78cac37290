/** One contender of the transport benchmark in its own process: reads a topic to its end and tells what that cost. */
import 'reflect-metadata';
import { Controller, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, type KafkaContext, Payload, Transport } from '@nestjs/microservices';
import { systemClock } from '@lodestream/component';
import kafkajs from 'kafkajs';
import { Registry } from 'prom-client';
import { type IncomingBatch, KafkaEventBus, OnTopic, type StreamContext, StreamTransport } from '../src/index.js';

export type ContenderName = 'bare' | 'transport' | 'stock';

/** What a contender is to read. */
export interface Task {
  readonly name: ContenderName;
  readonly topic: string;
  readonly prefix: string;
  readonly brokers: string[];
  readonly round: number;
  readonly expected: number;
}

/** What it read, and the CPU time from the first to the last message. */
export interface Measured {
  readonly name: ContenderName;
  readonly expected: number;
  readonly received: number;
  readonly bytes: number;
  readonly cpuMicroseconds: number;
}

const fetching = {
  sessionTimeout: 10_000,
  maxWaitTimeInMs: 250,
  maxBytes: 8 * 1024 * 1024,
  maxBytesPerPartition: 1_100_000,
  allowAutoTopicCreation: false,
};

class Meter {
  received = 0;
  bytes = 0;
  private began: NodeJS.CpuUsage | null = null;
  private readonly finished = Promise.withResolvers<NodeJS.CpuUsage>();

  constructor(private readonly expected: number) {}

  take(value: Buffer | null): void {
    this.began ??= process.cpuUsage();
    this.received += 1;
    this.bytes += value?.length ?? 0;
  }

  /** Called after a commit. */
  committed(): void {
    if (this.began && this.received >= this.expected) this.finished.resolve(process.cpuUsage(this.began));
  }

  async result(task: Task): Promise<Measured> {
    const { user, system } = await this.finished.promise;
    return { name: task.name, expected: task.expected, received: this.received, bytes: this.bytes, cpuMicroseconds: user + system };
  }
}

const contenders: Readonly<Record<ContenderName, (task: Task, meter: Meter) => Promise<void>>> = { bare, transport, stock };

async function bare(task: Task, meter: Meter): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: task.brokers, clientId: 'bare', logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `bare-${task.round}`, ...fetching });
  await consumer.connect();
  await consumer.subscribe({ topics: [task.prefix + task.topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 32,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }) => {
      for (const message of batch.messages) meter.take(message.value);
      const offset = String(Number(batch.lastOffset()) + 1);
      resolveOffset(batch.lastOffset());
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset }] }] });
      await heartbeat();
      meter.committed();
    },
  });
}

async function transport(task: Task, meter: Meter): Promise<void> {
  @Controller()
  class Reader {
    @OnTopic({ name: task.topic, compacted: false }, { group: `transport-${task.round}` })
    async onBatch(batch: IncomingBatch, context: StreamContext): Promise<void> {
      for (const message of batch.messages) meter.take(message.value);
      await context.commit(batch.messages.at(-1)!.offset + 1);
      meter.committed();
    }
  }
  const bus = new KafkaEventBus({ brokers: task.brokers, clientId: 'transport' });
  await bus.start();
  const strategy = new StreamTransport({ bus, registry: new Registry(), clock: systemClock, topicPrefix: task.prefix, instance: 'one' });
  await (await serve(Reader, { strategy })).listen();
}

async function stock(task: Task, meter: Meter): Promise<void> {
  @Controller()
  class Reader {
    @(EventPattern(task.prefix + task.topic) as MethodDecorator)
    async onMessage(@Payload() value: unknown, @Ctx() context: KafkaContext): Promise<void> {
      meter.take(Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
      const { offset } = context.getMessage();
      if (meter.received % 1_000 !== 0 && meter.received < task.expected) return;
      await context
        .getConsumer()
        .commitOffsets([{ topic: context.getTopic(), partition: context.getPartition(), offset: String(Number(offset) + 1) }]);
      meter.committed();
    }
  }
  const options = {
    client: { brokers: task.brokers, clientId: 'stock', logLevel: kafkajs.logLevel.NOTHING },
    consumer: { groupId: `stock-${task.round}`, ...fetching },
    subscribe: { fromBeginning: true },
    run: { autoCommit: false, partitionsConsumedConcurrently: 32 },
  };
  await (await serve(Reader, { transport: Transport.KAFKA, options })).listen();
}

async function serve(controller: Type, how: object): Promise<INestMicroservice> {
  class App {}
  Module({ controllers: [controller] })(App);
  return NestFactory.createMicroservice(App, { ...how, logger: false });
}

process.once('message', (message) => {
  const task = message as Task;
  const meter = new Meter(task.expected);
  void contenders[task.name](task, meter)
    .then(() => meter.result(task))
    .then((result) => process.send?.(result, () => process.exit(0)));
});
