/** One contender of the writer benchmark in its own process: takes readings from Kafka to InfluxDB and tells what that cost. */
import 'reflect-metadata';
import { silentLog, systemClock } from '@lodestream/component';
import type { MinerTelemetry } from '@lodestream/records';
import { HealthRegistry, OperationRegistry, type ServiceContext } from '@lodestream/service-kit';
import { KafkaEventBus, StreamTransport } from '@lodestream/streaming';
import { InfluxTelemetryStore } from '@lodestream/telemetry-store';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import kafkajs from 'kafkajs';
import { Agent, request } from 'node:http';
import { Registry } from 'prom-client';
import { TelemetryWriterConfig, telemetryWriter } from '../src/index.js';
import { bareLine } from './bare-line.js';
import { checked, stock } from './stock-writer.js';
import type { AtWork, Measured, Task } from './task.js';

async function bare(task: Task): Promise<AtWork> {
  const kafka = new kafkajs.Kafka({ brokers: task.brokers, clientId: 'bare', logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: task.run,
    sessionTimeout: 10_000,
    maxWaitTimeInMs: 250,
    maxBytes: 8 * 1024 * 1024,
    maxBytesPerPartition: 1_100_000,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let done = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [task.topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 32,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }) => {
      const lines = batch.messages.map((message) => bareLine(JSON.parse(message.value!.toString()) as MinerTelemetry));
      await post(task, agent, lines.join('\n'));
      const offset = String(Number(batch.lastOffset()) + 1);
      resolveOffset(batch.lastOffset());
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset }] }] });
      await heartbeat();
      done += batch.messages.length;
    },
  });
  return { done: () => done, leave: () => consumer.disconnect() };
}

function post(task: Task, agent: Agent, body: string): Promise<void> {
  const url = `${task.url}/api/v2/write?org=${encodeURIComponent(task.org)}&bucket=${task.run}-all&precision=ms`;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers: { authorization: `Token ${task.token}` } }, (answer) => {
      answer.resume().once('end', () => (answer.statusCode === 204 ? resolve() : reject(new Error(`the answer was ${answer.statusCode}`))));
    });
    call.once('error', reject).end(body);
  });
}

async function writer(task: Task): Promise<AtWork> {
  const bus = new KafkaEventBus({ brokers: task.brokers, clientId: 'writer' });
  const retention = [{ name: 'all', measurements: ['*'], days: null }];
  const store = new InfluxTelemetryStore({ url: task.url, org: task.org, writeToken: task.token, bucketPrefix: `${task.run}-`, retention });
  await bus.start();
  await store.start();
  const registry = new Registry();
  const identity = { service: 'telemetry-writer', instance: task.run, version: '0' };
  const context: ServiceContext = {
    identity,
    bus,
    store,
    clock: systemClock,
    log: silentLog,
    registry,
    health: new HealthRegistry(),
    operations: new OperationRegistry(),
    topicPrefix: task.prefix,
  };
  class Root {}
  Module({ imports: [telemetryWriter.module(new TelemetryWriterConfig(), context)] })(Root);
  const strategy = new StreamTransport({ bus, registry, clock: systemClock, topicPrefix: task.prefix, instance: task.run });
  const application = await NestFactory.createMicroservice(Root, { strategy, logger: false });
  await application.listen();
  return { done: () => strategy.standing().ledger.stored, leave: () => application.close().then(() => bus.stop()) };
}

process.once('message', (message) => {
  const task = message as Task;
  void work(task);
});

async function work(task: Task): Promise<void> {
  const began = process.cpuUsage();
  const atWork = await { bare, writer, stock, checked }[task.name](task);
  while (atWork.done() < task.expected) await systemClock.sleep(20);
  const { user, system } = process.cpuUsage(began);
  const result: Measured = { name: task.name, run: task.run, cpuMicroseconds: user + system };
  await atWork.leave();
  process.send?.(result, () => process.exit(0));
}
