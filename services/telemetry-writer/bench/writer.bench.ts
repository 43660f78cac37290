/**
 * Readings from a real Kafka into a real InfluxDB: telemetry-writer with checks, ledger and dead letters on, beside a bare loop
 * (kafkajs eachBatch, JSON.parse, text lines, 204, commit) and the parts as they come (ServerKafka, Point, WriteApi). Each runs in
 * processes of its own, in turns, over few records and over many: the difference is what a record costs, without what it costs to start
 * a service and to join a group. `--quick` gives each one turn, over fewer.
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

const miners = 5_000;
const quick = process.argv.includes('--quick');
/** Ticks in the topic of few records, and in the one of many. Until V8 has compiled what runs often a record is dearer; a writer runs for days. */
const lengths = quick ? ([2, 6] as const) : ([6, 16] as const);
const rounds = quick ? 1 : 3;
const mostMsOfATurn = 600_000;
const contenders = ['bare', 'writer', 'stock', 'checked'] as const;
const { codec, name: topicName } = topics.minerTelemetry;
const sample = JSON.parse(
  readFileSync(new URL('../../../libs/records/bench/full-reading.json', import.meta.url), 'utf8'),
) as MinerTelemetryInput;
const firstTick = sample.timestamp;
// The bare loop reads one topic, so the writer's other ones stay empty.
const prefixOf = (ticks: number): string => `bench-${ticks}.`;

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
    for (const ticks of lengths) await fill(kafka.brokers, ticks);
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const name of contenders) for (const ticks of lengths) runs.push(await once(name, ticks, round, kafka.brokers, influx.account));
    }
    report(runs);
  } finally {
    await Promise.all([kafka.stop(), influx.stop()]);
  }
}

async function fill(brokers: string[], ticks: number): Promise<void> {
  const bus = new KafkaEventBus({ brokers, clientId: 'bench' });
  await bus.start();
  const settings = [...Object.values(topics), ...Object.values(internalTopics)].map(({ name, partitions, retentionMs, compacted }) => ({
    topic: prefixOf(ticks) + name,
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
        prefixOf(ticks) + topicName,
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

interface Run extends Measured {
  readonly ticks: number;
  readonly stored: number;
}

async function once(name: Task['name'], ticks: number, round: number, brokers: string[], account: Account): Promise<Run> {
  const run = `${name}-${ticks}-${round}`;
  const prefix = prefixOf(ticks);
  const buckets = new BucketsAPI(account.client);
  const { id } = await buckets.postBuckets({ body: { orgID: account.organizationId, name: `${run}-all`, retentionRules: [] } });
  const topic = prefix + topicName;
  const task: Task = {
    name,
    run,
    prefix,
    topic,
    brokers,
    url: account.url,
    org: account.organization,
    token: account.token,
    expected: miners * ticks,
  };
  await rewind(brokers, prefix);
  const measured = await measure(task);
  const flux = `from(bucket: "${run}-all") |> range(start: 0) |> filter(fn: (r) => r._field == "hashrate") |> group() |> count()`;
  const [row] = await account.rows<{ _value: number }>(flux);
  // The next one finds an InfluxDB as empty as this one did.
  await buckets.deleteBucketsID({ bucketID: id! });
  return { ...measured, ticks, stored: row?._value ?? 0 };
}

/** Each run of the writer begins at the beginning, though its group is always the same. */
async function rewind(brokers: string[], prefix: string): Promise<void> {
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

function report(runs: readonly Run[]): void {
  const cost = (name: Task['name']): number => costOf(runs.filter((run) => run.name === name));
  console.log(`CPU a record, over ${(lengths[1] - lengths[0]) * miners} records, the start not included:`);
  console.log(`bare loop  ${cost('bare').toFixed(1)} µs`);
  console.log(`writer     ${cost('writer').toFixed(1)} µs`);
  console.log(`stock      ${cost('stock').toFixed(1)} µs: ServerKafka, Point and WriteApi, nothing checked`);
  console.log(`checked    ${cost('checked').toFixed(1)} µs: the same with Nest's ValidationPipe`);
  console.log(`writer / bare = ${(cost('writer') / cost('bare')).toFixed(2)} (at most 1.4)`);
  console.log(
    `stock / writer = ${(cost('stock') / cost('writer')).toFixed(2)}, checked / writer = ${(cost('checked') / cost('writer')).toFixed(2)} (at least 2.7)`,
  );
  console.log(
    `starts included, over ${lengths[1] * miners} records: writer / bare = ${(whole(runs, 'writer') / whole(runs, 'bare')).toFixed(2)}`,
  );
  const isRight = ({ stored, ticks }: Run): boolean => stored === miners * ticks;
  for (const one of runs) if (!isRight(one)) console.log(`${one.run} stored ${one.stored} of ${miners * one.ticks}`);
  const correct = runs.filter(isRight).length;
  console.log(`correct: ${correct} of ${runs.length} runs stored all of their readings; same fields on all sides: ${sameFields()}`);
  if (correct < runs.length || !sameFields()) process.exitCode = 1;
}

/** Microseconds that one record more costs. */
function costOf(runs: readonly Run[]): number {
  const [few, many] = lengths.map((length) => median(runs.filter(({ ticks }) => ticks === length).map((run) => run.cpuMicroseconds)));
  return (many! - few!) / ((lengths[1] - lengths[0]) * miners);
}

/** CPU of a whole run over many records, its start included. */
function whole(runs: readonly Run[], name: Task['name']): number {
  return median(runs.filter((run) => run.name === name && run.ticks === lengths[1]).map((run) => run.cpuMicroseconds));
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
