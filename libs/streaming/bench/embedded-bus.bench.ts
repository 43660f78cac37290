/** Produces and consumes through the embedded bus, and writes the same bytes with bare LMDB in the same run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { EmbeddedEventBus } from '../src/embedded/embedded-event-bus.js';
import type { OutgoingMessage } from '../src/event-bus.port.js';

const batches = 400;
const batchMessages = 100;
const valueBytes = 1_500;
const total = batches * batchMessages;
const topic = 'bench';

interface Cost {
  readonly wallMicroseconds: number;
  readonly cpuMicroseconds: number;
  readonly megabytesPerSecond: number;
}

const directory = await mkdtemp(join(tmpdir(), 'embedded-bench-'));
try {
  await bench();
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  const bus = new EmbeddedEventBus({ directory: join(directory, 'bus') });
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 24, retentionMs: null, compacted: false }]);
  show('bare LMDB, one value a batch, flushed', await costOf(writeBare));
  show('produce, one send at a time', await costOf(() => produce(bus, 1)));
  show('produce, eight sends at a time', await costOf(() => produce(bus, 8)));
  let seen = 0;
  show('consume, committed per batch', await costOf(async () => void (seen = await consume(bus, 'bench-group')), 2 * total));
  console.log(`correct: ${seen} of ${2 * total} messages consumed once and in order`);
  if (seen !== 2 * total) process.exitCode = 1;
  await latency(bus);
  await bus.stop();
}

async function produce(bus: EmbeddedEventBus, lanes: number): Promise<void> {
  const lane = async (first: number): Promise<void> => {
    for (let batch = first; batch < batches; batch += lanes) await bus.send(topic, messagesOf(batch));
  };
  await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)));
}

async function consume(bus: EmbeddedEventBus, group: string): Promise<number> {
  const next = new Map<number, number>();
  const all = Promise.withResolvers<void>();
  let seen = 0;
  const subscription = await bus.subscribe({
    group,
    topics: [topic],
    handler: async ({ partition, messages }, context) => {
      for (const { offset } of messages) {
        if (offset !== (next.get(partition) ?? 0)) throw new Error(`offset ${offset} of ${partition} came out of order`);
        next.set(partition, offset + 1);
      }
      await context.commit((messages.at(-1)?.offset ?? 0) + 1);
      seen += messages.length;
      if (seen >= 2 * total) all.resolve();
    },
  });
  await all.promise;
  await subscription.stop();
  return seen;
}

async function latency(bus: EmbeddedEventBus): Promise<void> {
  const tookMs: number[] = [];
  await bus.admin.applyTopics([{ topic: 'latency', partitions: 1, retentionMs: null, compacted: false }]);
  const handler = async ({ messages }: { messages: readonly { value: Buffer | null }[] }): Promise<void> => {
    for (const { value } of messages) tookMs.push(performance.now() - Number(value));
  };
  const subscription = await bus.subscribe({ group: 'latency-group', topics: ['latency'], handler });
  for (let sent = 0; sent < 200; sent += 1) await bus.send('latency', [{ key: 'k', value: String(performance.now()) }]);
  while (tookMs.length < 200) await new Promise((resolve) => setTimeout(resolve, 5));
  await subscription.stop();
  tookMs.sort((a, b) => a - b);
  console.log(`send to handler: p50 ${tookMs[100]?.toFixed(1)} ms, p99 ${tookMs[197]?.toFixed(1)} ms, ${tookMs.length} of 200`);
}

async function writeBare(): Promise<void> {
  const db = open<Buffer, number>({ path: join(directory, 'bare'), encoding: 'binary' });
  const value = Buffer.alloc(batchMessages * valueBytes, 'x');
  for (let batch = 0; batch < batches; batch += 1) {
    await db.put(batch, value);
    await db.flushed;
  }
  await db.close();
}

function messagesOf(batch: number): OutgoingMessage[] {
  const headers = {
    schema: 'miner_telemetry.v1',
    'event-id': `bench-${batch}`,
    source: 'bench',
    'produced-at': '1764000000000',
  };
  const value = Buffer.alloc(valueBytes, 'x');
  return Array.from({ length: batchMessages }, (_, index) => ({
    key: `miner-${(batch * 7 + index) % 1_000}`,
    value,
    headers,
  }));
}

async function costOf(work: () => Promise<void>, messages = total): Promise<Cost> {
  const [began, cpuBegan] = [performance.now(), process.cpuUsage()];
  await work();
  const cpu = process.cpuUsage(cpuBegan);
  const wallMs = performance.now() - began;
  return {
    wallMicroseconds: (wallMs * 1_000) / messages,
    cpuMicroseconds: (cpu.user + cpu.system) / messages,
    megabytesPerSecond: (messages * valueBytes) / 1_000 / wallMs,
  };
}

function show(name: string, { wallMicroseconds, cpuMicroseconds, megabytesPerSecond }: Cost): void {
  const figures = [wallMicroseconds.toFixed(1), cpuMicroseconds.toFixed(1), megabytesPerSecond.toFixed(0)];
  console.log(`${name.padEnd(40)} ${figures[0]} µs wall, ${figures[1]} µs CPU a message, ${figures[2]} MB/s`);
}
