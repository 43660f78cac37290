/**
 * Readings from a real Kafka into a real InfluxDB: telemetry-writer with checks, ledger and dead letters on, beside a bare loop
 * (kafkajs eachBatch, JSON.parse, text lines, 204, commit) and the parts as they come (ServerKafka, Point, WriteApi). Each runs in
 * processes of its own, in turns, over the same records. `--quick` gives each one turn over a third of them.
 */
import { internalTopics, type MinerTelemetryInput, topics } from '@lodestream/records';
import { KafkaEventBus } from '@lodestream/streaming';
import { lineOf, minerTelemetryPoint } from '@lodestream/telemetry-store';
import { startInflux, startKafka } from '@lodestream/test-stack';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BucketsAPI } from '@influxdata/influxdb-client-apis';
import { builtPart } from '../../../deploy/local/native.mjs';
import { bareLine } from './bare-line.js';
import { stockPoint } from './stock-point.js';
import type { Measured, Task } from './task.js';

const miners = 4_000;
const quick = process.argv.includes('--quick');
const ticks = quick ? 5 : 15;
const rounds = quick ? 1 : 3;
const mostMsOfATurn = 600_000;
const expected = miners * ticks;
const { codec, name: topicName } = topics.minerTelemetry;
const sample = JSON.parse(
  readFileSync(new URL('../../../libs/records/bench/full-reading.json', import.meta.url), 'utf8'),
) as MinerTelemetryInput;
const firstTick = sample.timestamp;
// The bare loop reads one topic, so the writer's other one stays empty.
const prefix = 'bench.';

if (builtPart('kafka') === null || builtPart('influxdb') === null) {
  console.log('skipped: it needs a Kafka and an InfluxDB; run `npm run stack -- build kafka influxdb` once');
} else {
  await bench();
}

async function bench(): Promise<void> {
  const kafka = await startKafka();
  const influx = await startInflux().catch(async (error: unknown) => {
    await kafka.stop();
    throw error;
  });
  try {
    await fill(kafka.brokers);
    const runs: (Measured & { stored: number })[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ['bare', 'writer', 'stock'] as const)
        runs.push(await once(name, `${name}-${round}`, kafka.brokers, influx.account));
    }
    report(runs);
  } finally {
    await Promise.all([kafka.stop(), influx.stop()]);
  }
}

async function fill(brokers: string[]): Promise<void> {
  const bus = new KafkaEventBus({ brokers, clientId: 'bench' });
  await bus.start();
  const settings = [...Object.values(topics), ...Object.values(internalTopics)].map(({ name, partitions, retentionMs, compacted }) => ({
    topic: prefix + name,
    partitions,
    retentionMs,
    compacted,
  }));
  // The sample's time may lie before what the topic would keep.
  await bus.admin.applyTopics(settings.map((one) => ({ ...one, retentionMs: null })));
  for (let tick = 0; tick < ticks; tick += 1) {
    const readings = Array.from({ length: miners }, (_, i) =>
      codec.create({ ...sample, miner_id: `miner-${i}`, timestamp: firstTick + tick * 60_000 }),
    );
    for (let i = 0; i < miners; i += 1_000) {
      await bus.send(
        prefix + topicName,
        readings.slice(i, i + 1_000).map((r) => ({
          key: r.miner_id,
          value: codec.encode(r),
          headers: { schema: codec.schema, 'event-id': `${r.miner_id}/${r.timestamp}` },
        })),
      );
    }
  }
  await bus.stop();
}

type Account = Awaited<ReturnType<typeof startInflux>>['account'];

async function once(name: Task['name'], run: string, brokers: string[], account: Account): Promise<Measured & { stored: number }> {
  await new BucketsAPI(account.client).postBuckets({ body: { orgID: account.organizationId, name: `${run}-all`, retentionRules: [] } });
  const topic = prefix + topicName;
  const task: Task = { name, run, prefix, topic, brokers, url: account.url, org: account.organization, token: account.token, expected };
  await rewind(brokers);
  const measured = await measure(task);
  const flux = `from(bucket: "${run}-all") |> range(start: 0) |> filter(fn: (r) => r._field == "hashrate") |> group() |> count()`;
  const [row] = await account.rows<{ _value: number }>(flux);
  return { ...measured, stored: row?._value ?? 0 };
}

/** Each run of the writer begins at the beginning, though its group is always the same. */
async function rewind(brokers: string[]): Promise<void> {
  const bus = new KafkaEventBus({ brokers, clientId: 'bench' });
  await bus.start();
  const topic = prefix + topicName;
  const offsets = Array.from({ length: topics.minerTelemetry.partitions }, (_, partition) => ({ topic, partition, offset: 0 }));
  await bus.admin.seedOffsets(`${prefix}telemetry-writer`, offsets);
  await bus.stop();
}

function measure(task: Task): Promise<Measured> {
  return new Promise((resolve, reject) => {
    // Bare kafkajs asks for timers in the past, once for each connection; ours is repaired.
    const execArgv = [...process.execArgv, '--disable-warning=TimeoutNegativeWarning'];
    const child = fork(fileURLToPath(new URL('./writer-contender.ts', import.meta.url)), { execArgv });
    const timer = setTimeout(() => child.kill('SIGKILL'), mostMsOfATurn);
    child.once('message', (result) => resolve(result as Measured));
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the contender ${task.name} ended with ${code}`));
    });
    child.send(task);
  });
}

function report(runs: readonly (Measured & { stored: number })[]): void {
  const cost = (name: Task['name']): number => median(runs.filter((run) => run.name === name).map((run) => run.cpuMicroseconds / expected));
  console.log(`bare loop  ${cost('bare').toFixed(1)} µs of CPU a record, joining the group included`);
  console.log(`writer     ${cost('writer').toFixed(1)} µs of CPU a record, starting the service included`);
  console.log(`stock      ${cost('stock').toFixed(1)} µs of CPU a record: ServerKafka, Point and WriteApi, nothing checked`);
  console.log(`writer / bare = ${(cost('writer') / cost('bare')).toFixed(2)} (at most 1.4)`);
  console.log(`stock / writer = ${(cost('stock') / cost('writer')).toFixed(2)} (at least 2.7)`);
  const correct = runs.filter(({ stored }) => stored === expected).length;
  for (const { run, stored } of runs) if (stored !== expected) console.log(`${run} stored ${stored} of ${expected}`);
  console.log(`correct: ${correct} of ${runs.length} runs stored all ${expected} readings; same fields on all sides: ${sameFields()}`);
  if (correct < runs.length || !sameFields()) process.exitCode = 1;
}

/** All have to write the same point, or the comparison says nothing. */
function sameFields(): boolean {
  const reading = codec.create(sample);
  const parts = (line: string): string => line.split(/[, ]/).sort().join(' ');
  const wanted = parts(lineOf(minerTelemetryPoint(reading)));
  // The client writes F for false.
  const ofClient = String(stockPoint(reading)).replace('counter_reset=F', 'counter_reset=f');
  return [bareLine(reading), ofClient].every((line) => parts(line) === wanted);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
