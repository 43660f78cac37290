/**
 * Raw bytes from a real Kafka to a handler: bare kafkajs eachBatch, our transport, and Nest's stock ServerKafka, each in a process of
 * its own, in turns, over the same messages. Prints CPU a message and the ratios of this one run.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtPart } from '../../../deploy/local/native.mjs';
import { startKafka } from '@lodestream/test-stack';
import { KafkaEventBus } from '../src/index.js';
import type { ContenderName, Measured, Task } from './transport-contender.js';

const prefix = 'bench.';
const valueBytes = 330;
const rounds = 5;
const messages: Readonly<Record<string, number>> = { large: 400_000, small: 60_000 };
const contenders: readonly { readonly name: ContenderName; readonly topic: string }[] = [
  { name: 'bare', topic: 'large' },
  { name: 'transport', topic: 'large' },
  { name: 'stock', topic: 'small' },
];

if (builtPart('kafka') === null) {
  console.log('skipped: it needs a Kafka; run `npm run stack -- build kafka` once');
} else {
  await bench();
}

async function bench(): Promise<void> {
  const kafka = await startKafka();
  try {
    for (const topic of Object.keys(messages)) await fill(kafka.brokers, topic);
    const runs: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, topic } of contenders)
        runs.push(await measure({ name, topic, prefix, brokers: kafka.brokers, round, expected: messages[topic]! }));
    }
    report(runs);
  } finally {
    await kafka.stop();
  }
}

async function fill(brokers: string[], topic: string): Promise<void> {
  const bus = new KafkaEventBus({ brokers, clientId: 'bench' });
  await bus.start();
  await bus.admin.applyTopics([{ topic: prefix + topic, partitions: 24, retentionMs: null, compacted: false }]);
  const value = Buffer.alloc(valueBytes, 'x');
  for (let sent = 0; sent < messages[topic]!; sent += 2_000) {
    await bus.send(
      prefix + topic,
      Array.from({ length: 2_000 }, (_, i) => ({ key: `miner-${(sent + i) % 5_000}`, value })),
    );
  }
  await bus.stop();
}

function measure(task: Task): Promise<Measured> {
  return new Promise((resolve, reject) => {
    // Bare kafkajs asks for timers in the past, once for each connection; ours is repaired.
    const execArgv = [...process.execArgv, '--disable-warning=TimeoutNegativeWarning'];
    const child = fork(fileURLToPath(new URL('./transport-contender.ts', import.meta.url)), { execArgv });
    const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
    child.once('message', (result) => resolve(result as Measured));
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the contender ${task.name} ended with ${code}`));
    });
    child.send(task);
  });
}

function report(runs: readonly Measured[]): void {
  const cost = (name: ContenderName): number =>
    median(runs.filter((run) => run.name === name).map((run) => run.cpuMicroseconds / run.received));
  for (const { name } of contenders) console.log(`${name.padEnd(10)} ${cost(name).toFixed(2)} µs of CPU a message`);
  const correct = runs.filter((run) => run.received === run.expected && run.bytes === run.expected * valueBytes).length;
  console.log(`transport / bare  = ${(cost('transport') / cost('bare')).toFixed(2)} (at most 1.15)`);
  console.log(`stock / transport = ${(cost('stock') / cost('transport')).toFixed(1)} (at least 5)`);
  console.log(`correct: ${correct} of ${runs.length} runs got every message and byte and committed them`);
  if (correct < runs.length) process.exitCode = 1;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
