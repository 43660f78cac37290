import { InfluxDB } from '@influxdata/influxdb-client';
import type { MinerTelemetry } from '@lodestream/records';
import { Controller, Module, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, type MicroserviceOptions, Payload, Transport } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import { checkedRecord } from './checked-record.js';
import { stockPoint } from './stock-point.js';
import type { AtWork, Task } from './task.js';

const waitEvery = 5_000;
/** More than that: a batch the client sends by itself is waited for by nobody, and would be lost at the end. */
const batchSize = 2 * waitEvery;
/** More than the client's usual 10 s: on a busy machine it would give records up, for it has no back-pressure of its own. */
const timeoutMs = 60_000;

/**
 * The same job from the parts as their guides put them together: Nest's own Kafka transport, which parses each message and commits by
 * itself, a Point for each reading, and the client's write API with its own batches, waited for now and then, or its buffer would run
 * over. It checks nothing and may lose what is under way.
 */
export function stock(task: Task): Promise<AtWork> {
  return serve(task, []);
}

/** The same, with what Nest's guide says of checking: a ValidationPipe and a class with decorators. */
export function checked(task: Task): Promise<AtWork> {
  return serve(task, [new ValidationPipe({ expectedType: checkedRecord('miner_telemetry') })]);
}

async function serve(task: Task, pipes: readonly PipeTransform[]): Promise<AtWork> {
  const client = new InfluxDB({ url: task.url, token: task.token, timeout: timeoutMs });
  const writes = client.getWriteApi(task.org, `${task.run}-all`, 'ms', { batchSize });
  let [written, stored] = [0, 0];
  @Controller()
  class Reader {
    @(EventPattern(task.topic) as MethodDecorator)
    async onReading(@Payload(...pipes) reading: MinerTelemetry): Promise<void> {
      writes.writePoint(stockPoint(reading));
      written += 1;
      if (written % waitEvery !== 0) return;
      const upTo = written;
      await writes.flush();
      stored = Math.max(stored, upTo);
    }
  }
  class App {}
  Module({ controllers: [Reader] })(App);
  const application = await NestFactory.createMicroservice(App, { ...kafka(task), logger: false });
  await application.listen();
  return { done: () => stored, leave: () => application.close().then(() => writes.close()) };
}

function kafka({ brokers, run }: Task): MicroserviceOptions {
  return {
    transport: Transport.KAFKA,
    options: {
      client: { brokers, clientId: 'stock', logLevel: kafkajs.logLevel.NOTHING },
      consumer: { groupId: run, sessionTimeout: 10_000, maxWaitTimeInMs: 250, maxBytes: 8 * 1024 * 1024, maxBytesPerPartition: 1_100_000 },
      subscribe: { fromBeginning: true },
      run: { partitionsConsumedConcurrently: 32 },
    },
  };
}
