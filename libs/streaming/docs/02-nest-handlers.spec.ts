/**
 * # Nest handlers
 *
 * The transport brings whole batches of one partition to decorated methods. Nothing is parsed or copied on the way.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import { FakeEventBus, type IncomingBatch, OnTopic, type StreamContext, StreamTransport } from '../src/index.js';

const doors = { name: 'doors', compacted: false };

/**
 * ## A handler names its topic and its group
 *
 * The topic is an entry of the registry in libs/records; here it is made by hand. Handlers of one group share one membership. Two
 * handlers of one topic in one application are refused at the start: Nest would chain them, and one failing would fail both.
 */
@Controller()
class DoorWatcher {
  readonly seen: string[] = [];

  @OnTopic(doors, { group: 'watchers' })
  async onDoors(batch: IncomingBatch, context: StreamContext): Promise<void> {
    this.seen.push(...batch.messages.map(({ value }) => String(value)));
    // A pipeline's runner commits by itself, with the ledger's account; a bare handler has to.
    await context.commit(batch.messages.at(-1)!.offset + 1);
  }
}

@Module({ controllers: [DoorWatcher] })
class DoorModule {}

describe('a decorated handler', () => {
  const bus = new FakeEventBus();
  const registry = new Registry();
  let transport: StreamTransport;
  let application: INestMicroservice;

  /** ## The transport is the application's strategy; the bus belongs to the host, which may share it among applications. */
  beforeAll(async () => {
    await bus.start();
    await bus.admin.applyTopics([{ topic: 'mining.doors', partitions: 1, retentionMs: null, compacted: false }]);
    transport = new StreamTransport({
      bus,
      registry,
      clock: systemClock,
      topicPrefix: 'mining.',
      instance: 'guide-1',
      onBug: () => process.exit(70),
    });
    application = await NestFactory.createMicroservice(DoorModule, { strategy: transport, logger: false });
    await application.listen();
  });

  afterAll(async () => {
    await application.close();
    await bus.stop();
  });

  it('gets what its group has not committed yet', async () => {
    await bus.send(
      'mining.doors',
      ['opened', 'closed'].map((value) => ({ key: 'north', value })),
    );
    const { seen } = application.get(DoorWatcher);
    while (seen.length < 2) await systemClock.sleep(5);
    expect(seen).toEqual(['opened', 'closed']);
  });

  it('lets the host ask how things stand', () => {
    expect(transport.standing()).toMatchObject({ running: true, lastError: null });
  });
});
