import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemClock, TransientError } from '@lodestream/component';
import { describeReal, eventually, REAL_START_TIMEOUT_MS, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { Registry } from 'prom-client';
import type { IncomingBatch } from '../event-bus.port.js';
import { KafkaEventBus } from '../kafka/kafka-event-bus.js';
import { emptyLedger, type LedgerSnapshot, sumUp, unexplained } from '../ledger/ledger-snapshot.js';
import { StreamMetrics } from '../metrics/stream-metrics.js';
import { drop, pass } from '../outcome.js';
import { pipeline } from '../pipeline/pipeline.js';
import { PipelineRunner } from '../pipeline/pipeline-runner.js';
import { sink } from '../pipeline/sink.js';
import { step } from '../pipeline/step.js';
import { OnTopic } from './on-topic.decorator.js';
import type { StreamContext } from './stream-context.js';
import { StreamTransport } from './stream-transport.js';

const partitions = 6;

/** One replica: a bus, an application and a pipeline that drops every fifth message and stores the others. */
class Replica {
  transport!: StreamTransport;
  away = false;
  private application!: INestMicroservice;

  private constructor(
    readonly bus: KafkaEventBus,
    private readonly stored: string[],
  ) {}

  static async join(brokers: string[], prefix: string, instance: string, stored: string[]): Promise<Replica> {
    const replica = new Replica(new KafkaEventBus({ brokers, clientId: instance }), stored);
    await replica.bus.start();
    const registry = new Registry();
    const runner = replica.runner(registry);
    @Controller()
    class Reader {
      @OnTopic({ name: 'readings', compacted: false }, { group: 'writer', maxBatchMessages: 40 })
      onReadings(batch: IncomingBatch, context: StreamContext): Promise<void> {
        return runner.run(batch, context);
      }
    }
    class App {}
    Module({ controllers: [Reader] })(App);
    replica.transport = new StreamTransport({
      bus: replica.bus,
      registry,
      clock: systemClock,
      topicPrefix: prefix,
      instance,
      refreshMs: 200,
    });
    replica.application = await NestFactory.createMicroservice(App, { strategy: replica.transport, logger: false });
    await replica.application.listen();
    return replica;
  }

  async leave(): Promise<void> {
    await this.application.close();
    await this.bus.stop();
  }

  private runner(registry: Registry): PipelineRunner {
    const sort = step('sort', (value: Buffer) => (Number(value.toString()) % 5 === 0 ? drop('fifth') : pass(value.toString())), {
      drops: ['fifth'],
    });
    const store = sink<string>('store', async (values) => {
      if (this.away) throw new TransientError('the store is away', 'connectivity');
      this.stored.push(...values);
    });
    const definition = pipeline<Buffer>('p', { maxMessages: 10 })
      .step(sort)
      .sink(store, { retry: { attempts: 1, firstDelayMs: 1 } });
    const deadLetters = { write: () => Promise.reject(new Error('nothing here is to be given up')) };
    return new PipelineRunner(definition, {
      publisher: this.bus,
      deadLetters,
      metrics: StreamMetrics.of(registry),
      clock: systemClock,
      source: 'test/1',
    });
  }
}

describeReal('StreamTransport on a real Kafka', ['shared-kafka'], () => {
  let brokers: string[];
  let bus: KafkaEventBus;
  let prefix: string;
  const replicas: Replica[] = [];

  beforeAll(async () => {
    ({ brokers } = await sharedKafka());
    bus = new KafkaEventBus({ brokers, clientId: 'test' });
    await bus.start();
  }, REAL_START_TIMEOUT_MS);

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.leave()));
    await bus?.stop();
  });

  const topic = (): string => `${prefix}readings`;
  const send = (from: number, to: number) =>
    bus.send(
      topic(),
      Array.from({ length: to - from }, (_, i) => ({ key: `k${(from + i) % 50}`, value: String(from + i) })),
    );
  const ledger = (): LedgerSnapshot => replicas.reduce((sum, { transport }) => sumUp([sum, transport.standing().ledger]), emptyLedger);
  const join = async (instance: string, stored: string[]): Promise<Replica> => {
    const replica = await Replica.join(brokers, prefix, instance, stored);
    replicas.push(replica);
    return replica;
  };
  const begin = async (): Promise<void> => {
    await Promise.all(replicas.splice(0).map((replica) => replica.leave()));
    prefix = `${uniqueName('transport')}.`;
    await bus.admin.applyTopics([{ topic: topic(), partitions, retentionMs: null, compacted: false }]);
  };

  it('counts each message once while replicas come and go', async () => {
    await begin();
    const stored: string[] = [];
    await join('one', stored);
    await send(0, 500);
    await join('two', stored);
    await send(500, 1_000);
    await eventually(() => expect(ledger()).toMatchObject({ produced: 1_000, inFlight: 0 }), { timeoutMs: 40_000 });
    await replicas.shift()?.leave();
    await send(1_000, 1_200);
    await eventually(
      () => expect(ledger()).toMatchObject({ produced: 1_200, stored: 960, dropped: { fifth: 240 }, lost: 0, inFlight: 0 }),
      { timeoutMs: 40_000 },
    );
    expect([new Set(stored).size, unexplained(ledger())]).toEqual([960, 0]);
  }, 120_000);

  it('sees records that were deleted behind its back', async () => {
    await begin();
    const stored: string[] = [];
    const replica = await join('one', stored);
    await send(0, 300);
    await eventually(() => expect(ledger()).toMatchObject({ produced: 300, inFlight: 0 }), { timeoutMs: 40_000 });
    replica.away = true;
    await send(300, 900);
    await eventually(() => expect(ledger().produced).toBe(900), { timeoutMs: 40_000 });
    const before = ledger();
    for (const { partition, logEnd } of await bus.admin.offsetsOf(topic()))
      await bus.admin.deleteBefore({ topic: topic(), partition, offset: logEnd - 10 });
    replica.away = false;
    await eventually(() => expect(ledger()).toMatchObject({ produced: 900, inFlight: 0 }), { timeoutMs: 60_000 });
    const after = ledger();
    expect(after.lost).toBe(before.inFlight - 10 * partitions);
    expect(unexplained(after)).toBe(0);
  }, 120_000);
});
