import { describe, expect, it } from '@jest/globals';
import { Controller, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { systemClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import { FakeEventBus } from '../event-bus.fake.js';
import { OnTopic } from './on-topic.decorator.js';
import { StreamTransport } from './stream-transport.js';

const readings = { name: 'readings', compacted: false };
const events = { name: 'events', compacted: false };

/** Nest finds the handlers and the transport is asked to listen; what it has to be told is in the rejection. */
async function serve(controllers: Type[]): Promise<void> {
  class App {}
  Module({ controllers })(App);
  const parts = { bus: new FakeEventBus(), registry: new Registry(), clock: systemClock };
  const strategy = new StreamTransport({ ...parts, topicPrefix: 'mining.', instance: 'one' });
  const app = await NestFactory.createMicroservice(App, { strategy, logger: false });
  await app.listen();
}

function reader(): Type {
  @Controller()
  class Reader {
    @OnTopic(readings, { group: 'writer' })
    async onReadings(): Promise<void> {}
  }
  return Reader;
}

describe('the handlers of an application', () => {
  it('refuses at the start two handlers of one topic, naming it', async () => {
    const twice = [reader(), reader()];
    await expect(serve(twice)).rejects.toThrow('Two handlers of one application want the topic readings');
  });

  it('refuses at the start a handler without a group', async () => {
    @Controller()
    class Bare {
      @EventPattern<string>('readings')
      async onReadings(_batch: Record<string, unknown>): Promise<void> {}
    }
    await expect(serve([Bare])).rejects.toThrow('names no consumer group');
  });

  it('refuses at the start handlers of one group that read differently', async () => {
    @Controller()
    class Odd {
      @OnTopic(readings, { group: 'writer' })
      async onReadings(): Promise<void> {}

      @OnTopic(events, { group: 'writer', from: 'beginning' })
      async onEvents(): Promise<void> {}
    }
    await expect(serve([Odd])).rejects.toThrow('disagree about how to read');
  });
});
