import { silentLog, systemClock } from '@lodestream/component';
import { topics, type MinerTelemetry } from '@lodestream/records';
import { HealthRegistry, OperationRegistry, type ServiceContext } from '@lodestream/service-kit';
import { DeadLetters, type EventBus, FakeEventBus, StreamTransport } from '@lodestream/streaming';
import { FakeTelemetryStore, type Point, type StorePosition, type TelemetryStore, type WriteResult } from '@lodestream/telemetry-store';
import { type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Registry } from 'prom-client';
import { TelemetryWriterConfig, telemetryWriter } from '../src/index.js';

/** A store whose writes can be held back and are kept for looking at. */
export class WatchedStore extends FakeTelemetryStore {
  readonly writes: { points: readonly Point[]; positions: readonly StorePosition[] }[] = [];
  /** While set, each write waits for it after storing. */
  gate: Promise<void> | null = null;

  override async write(points: readonly Point[], positions: readonly StorePosition[] = []): Promise<WriteResult> {
    const result = await super.write(points, positions);
    this.writes.push({ points, positions });
    await this.gate;
    return result;
  }
}

/** The whole service, on a bus and a store in memory unless others are given. */
export class WriterUnderTest<B extends EventBus = FakeEventBus, S extends TelemetryStore = WatchedStore> {
  readonly registry = new Registry();
  readonly health = new HealthRegistry();
  readonly letters: DeadLetters;
  readonly bugs: unknown[] = [];
  transport!: StreamTransport;
  private application: INestMicroservice | null = null;

  constructor(
    readonly bus: B,
    readonly store: S,
    readonly topicPrefix = 'mining.',
  ) {
    this.letters = new DeadLetters(bus, { topicPrefix, clock: systemClock, source: 'test' });
  }

  /** A writer on a fresh bus whose topics exist, with one partition each. */
  static async open(store = new WatchedStore()): Promise<WriterUnderTest> {
    const bus = new FakeEventBus();
    await bus.start();
    const settings = Object.values(topics).map(({ name, retentionMs, compacted }) => ({
      topic: `mining.${name}`,
      partitions: 1,
      retentionMs,
      compacted,
    }));
    await bus.admin.applyTopics(settings);
    return new WriterUnderTest(bus, store);
  }

  /** Starts the service; `bus` may stand before the real one. */
  async start(bus: EventBus = this.bus, change: Partial<TelemetryWriterConfig['telemetry_writer']> = {}): Promise<this> {
    const config = new TelemetryWriterConfig();
    Object.assign(config.telemetry_writer, change);
    const { registry, health, store, bugs, topicPrefix } = this;
    const identity = { service: 'telemetry-writer', instance: 'one', version: '0' };
    const context: ServiceContext = {
      identity,
      bus,
      store,
      clock: systemClock,
      log: silentLog,
      registry,
      health,
      operations: new OperationRegistry(),
      topicPrefix,
    };
    class Root {}
    Module({ imports: [telemetryWriter.module(config, context)] })(Root);
    this.transport = new StreamTransport({
      bus,
      registry,
      clock: systemClock,
      topicPrefix,
      instance: 'one',
      refreshMs: 50,
      onBug: (e) => bugs.push(e),
    });
    this.application = await NestFactory.createMicroservice(Root, { strategy: this.transport, logger: false });
    await this.application.listen();
    return this;
  }

  /** Ends service and bus. */
  async close(): Promise<void> {
    await this.application?.close();
    await this.bus.stop();
  }

  /** Puts readings into their topic. */
  async send(...readings: readonly (MinerTelemetry | Buffer)[]): Promise<void> {
    const { codec, name } = topics.minerTelemetry;
    const messages = readings.map((r) => (Buffer.isBuffer(r) ? { key: 'x', value: r } : { key: r.miner_id, value: codec.encode(r) }));
    await this.bus.send(this.topicPrefix + name, messages);
  }

  /** The committed offset of the readings, or null. */
  async committed(): Promise<number | null> {
    const [offset] = await this.bus.admin.groupOffsets(`${this.topicPrefix}telemetry-writer`, [`${this.topicPrefix}miner.telemetry`]);
    return offset?.committed ?? null;
  }
}

/** Waits until something holds. */
export async function eventually(check: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await systemClock.sleep(10)) if (await check()) return;
  throw new Error('it did not come to pass');
}
