import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  type INestMicroservice,
  Module,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PermanentError, systemClock, TransientError } from '@lodestream/component';
import { Registry } from 'prom-client';
import { map, type Observable } from 'rxjs';
import type { EventBus, IncomingBatch } from '../event-bus.port.js';
import { FakeEventBus } from '../event-bus.fake.js';
import { OnTopic } from './on-topic.decorator.js';
import type { StreamContext } from './stream-context.js';
import { StreamTransport, type StreamTransportOptions } from './stream-transport.js';

const readings = { name: 'readings', compacted: false };
const events = { name: 'events', compacted: false };

let bus: FakeEventBus;
let registry: Registry;
const open: INestMicroservice[] = [];

beforeEach(async () => {
  bus = new FakeEventBus();
  registry = new Registry();
  await bus.start();
  const settings = { partitions: 2, retentionMs: null, compacted: false };
  await bus.admin.applyTopics([
    { topic: 'mining.readings', ...settings },
    { topic: 'mining.events', ...settings },
  ]);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
  await bus.stop();
});

async function serve(controllers: Type[], more: Partial<StreamTransportOptions> = {}): Promise<StreamTransport> {
  class App {}
  Module({ controllers })(App);
  const transport = new StreamTransport({
    bus,
    registry,
    clock: systemClock,
    topicPrefix: 'mining.',
    instance: 'one',
    refreshMs: 20,
    ...more,
  });
  const app = await NestFactory.createMicroservice(App, { strategy: transport, logger: false });
  open.push(app);
  await app.listen();
  return transport;
}

async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (await check()) return;
    await systemClock.sleep(10);
  }
  throw new Error('it did not come to pass');
}

const send = (topic: string, ...values: string[]) =>
  bus.send(
    `mining.${topic}`,
    values.map((value) => ({ key: value, value })),
  );
const committed = async (group: string) =>
  (await bus.admin.groupOffsets(group, ['mining.readings'])).reduce((sum, o) => sum + (o.committed ?? 0), 0);

/** A controller whose one handler does as told with each batch. */
function reader(handle: (batch: IncomingBatch, context: StreamContext) => Promise<void>): Type {
  @Controller()
  class Reader {
    @OnTopic(readings, { group: 'writer' })
    onReadings(batch: IncomingBatch, context: StreamContext): Promise<void> {
      return handle(batch, context);
    }
  }
  return Reader;
}

const end = (batch: IncomingBatch): number => batch.messages.at(-1)!.offset + 1;

describe('StreamTransport', () => {
  it('hands a decorated handler batches of one partition, with the power to commit', async () => {
    const seen: string[] = [];
    await serve([
      reader(async (batch, context) => {
        seen.push(...batch.messages.map((m) => `${batch.topic} ${m.value?.toString()}`));
        await context.commit(end(batch));
      }),
    ]);
    await send('readings', 'a', 'b', 'c');
    await eventually(() => seen.length === 3);
    expect(seen.sort()).toEqual(['mining.readings a', 'mining.readings b', 'mining.readings c']);
    await eventually(async () => (await committed('mining.writer')) === 3);
  });

  it('joins one group once for all its handlers', async () => {
    const seen: string[] = [];
    @Controller()
    class Two {
      @OnTopic(readings, { group: 'writer' })
      async onReadings(batch: IncomingBatch): Promise<void> {
        seen.push(batch.topic);
      }

      @OnTopic(events, { group: 'writer' })
      async onEvents(batch: IncomingBatch): Promise<void> {
        seen.push(batch.topic);
      }
    }
    const joined: string[][] = [];
    const watched = Object.assign(Object.create(bus) as EventBus, {
      subscribe: (o: Parameters<EventBus['subscribe']>[0]) => (joined.push([...o.topics]), bus.subscribe(o)),
    });
    await serve([Two], { bus: watched });
    await send('readings', 'a');
    await send('events', 'b');
    await eventually(() => seen.includes('mining.readings') && seen.includes('mining.events'));
    expect(joined).toEqual([['mining.readings', 'mining.events']]);
  });

  it('has a batch delivered again after a transient error, which reaches the bus as it was thrown', async () => {
    const error = new TransientError('store away', 'connectivity');
    let tries = 0;
    const thrown: unknown[] = [];
    const watched = Object.assign(Object.create(bus) as EventBus, {
      subscribe: (o: Parameters<EventBus['subscribe']>[0]) =>
        bus.subscribe({
          ...o,
          handler: (b, c) =>
            o.handler(b, c).catch((e: unknown) => {
              thrown.push(e);
              throw e;
            }),
        }),
    });
    const transport = await serve(
      [
        reader(async (batch, context) => {
          tries += 1;
          if (tries === 1) throw error;
          await context.commit(end(batch));
        }),
      ],
      { bus: watched },
    );
    await send('readings', 'a');
    await eventually(async () => (await committed('mining.writer')) === 1);
    expect([tries, thrown, transport.standing().running]).toEqual([2, [error], true]);
  });

  it.each([
    { what: 'a bug', error: new TypeError('x is not a function') },
    { what: 'a refusal for good', error: new PermanentError('the letter box refuses', 'validation') },
  ])('stops the consumer uncommitted, and tells the host, at $what', async ({ error }) => {
    const bugs: unknown[] = [];
    let calls = 0;
    const bug = async (): Promise<void> => {
      calls += 1;
      throw error;
    };
    const transport = await serve([reader(bug)], { onBug: (e, where) => bugs.push([e, where.group, where.topic]) });
    await send('readings', 'a');
    await eventually(() => bugs.length > 0);
    await systemClock.sleep(50);
    expect(bugs).toEqual([[error, 'mining.writer', 'mining.readings']]);
    expect([calls, await committed('mining.writer'), transport.standing().running, transport.standing().lastError]).toEqual([
      1,
      0,
      false,
      error,
    ]);
  });

  it('waits for the end of what an interceptor made of the answer', async () => {
    class Slow implements NestInterceptor {
      intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
        return next.handle().pipe(
          map(() => {
            throw new TransientError('late', 'timeout');
          }),
        );
      }
    }
    const errors: (Error | null)[] = [];
    @Controller()
    class Reader {
      @OnTopic(readings, { group: 'writer' })
      @UseInterceptors(new Slow())
      async onReadings(): Promise<void> {}
    }
    const transport = await serve([Reader]);
    await send('readings', 'a');
    await eventually(() => (errors.push(transport.standing().lastError), errors.at(-1) !== null));
    expect(errors.at(-1)).toBeInstanceOf(TransientError);
  });

  it('exports lag and ledger by topic', async () => {
    let through = false;
    const transport = await serve([
      reader(async (batch, context) => {
        if (!through) throw new TransientError('not yet', 'dependency');
        const received = batch.messages.length;
        const proposal = await context.ledger!.propose(batch, { received, nextOffset: end(batch), deadLettered: 0, dropped: { old: 1 } });
        await context.commit(end(batch), proposal.metadata);
        proposal.settle();
      }),
    ]);
    await send('readings', 'a', 'a', 'a');
    await eventually(() => transport.standing().lag['mining.readings'] === 3);
    through = true;
    await eventually(() => transport.standing().ledger.stored === 2);
    expect(transport.standing().ledger).toMatchObject({ produced: 3, stored: 2, dropped: { old: 1 }, inFlight: 0 });
    const text = await registry.metrics();
    expect(text).toContain('streaming_lag_messages{group="mining.writer",topic="mining.readings"} 0');
    expect(text).toContain('streaming_ledger_messages{group="mining.writer",topic="mining.readings",head="dropped",reason="old"} 1');
  });

  it('goes on counting where the instance before it stopped', async () => {
    const count = reader(async (batch, context) => {
      const proposal = await context.ledger!.propose(batch, {
        received: batch.messages.length,
        nextOffset: end(batch),
        deadLettered: 0,
        dropped: {},
      });
      await context.commit(end(batch), proposal.metadata);
      proposal.settle();
    });
    const first = await serve([count]);
    await send('readings', 'a', 'b');
    await eventually(() => first.standing().ledger.stored === 2);
    await open.pop()?.close();
    await send('readings', 'c');
    const second = await serve([count]);
    await eventually(() => second.standing().ledger.stored === 3);
    expect(second.standing().ledger).toMatchObject({ produced: 3, lost: 0 });
  });

  it('reads from the beginning on every join, without a ledger, where it is told to', async () => {
    const seen: string[] = [];
    @Controller()
    class All {
      @OnTopic(readings, { group: 'page', from: 'beginning' })
      async onReadings(batch: IncomingBatch, context: StreamContext): Promise<void> {
        seen.push(...batch.messages.map((m) => `${m.value?.toString()} ${context.ledger === null ? 'no ledger' : 'a ledger'}`));
      }
    }
    await send('readings', 'a');
    await serve([All]);
    await eventually(() => seen.includes('a no ledger'));
  });

  it('closes safely twice and before it ever listened', async () => {
    const transport = new StreamTransport({ bus, registry, clock: systemClock, topicPrefix: '', instance: 'one' });
    await transport.close();
    await expect(transport.close()).resolves.toBeUndefined();
    expect(transport.unwrap()).toBe(bus);
  });

  it('tells listeners what is assigned', async () => {
    const assigned: number[] = [];
    class App {}
    Module({ controllers: [reader(async () => {})] })(App);
    const transport = new StreamTransport({ bus, registry, clock: systemClock, topicPrefix: 'mining.', instance: 'one' });
    transport.on('assigned', (partitions) => assigned.push(...partitions.map((p) => p.partition)));
    const app = await NestFactory.createMicroservice(App, { strategy: transport, logger: false });
    open.push(app);
    await app.listen();
    await eventually(() => assigned.length === 2);
  });
});
