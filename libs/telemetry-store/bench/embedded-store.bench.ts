import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedTelemetryStore, minerTelemetryPoint, retentionClasses, type Point } from '../src/index.js';
import { aReading } from '../src/measurements/sample-readings.js';
import { packBatch } from '../src/embedded/pack-batch.js';
import { RetentionPlan } from '../src/retention.js';
import { triage } from '../src/triage.js';
import { cpuMicroseconds, cpuMicrosecondsOf } from './cpu-time.js';

/** What one full reading costs until it is durable in the embedded store, by the size of the batch; checkpoints included. */
const total = 60_000;
const miners = 1_000;
const now = Date.now();

for (const batchSize of [200, 1_000, 4_000]) {
  const directory = await mkdtemp(join(tmpdir(), 'lodestream-bench-'));
  const store = new EmbeddedTelemetryStore({ directory, retention: retentionClasses() });
  await store.start();
  const began = performance.now();
  const cpu = await cpuMicrosecondsOf(() => writeAll(store, batchSize));
  const wall = ((performance.now() - began) * 1_000) / total;
  const query = {
    measurement: 'miner_telemetry',
    tags: {},
    fields: ['hashrate'],
    fromMs: now - 86_400_000,
    toMs: now + 1,
    stepMs: 200_000_000_000,
    aggregate: 'count',
  } as const;
  const right = (await store.series(query)).reduce((sum, { values }) => sum + values.hashrate!, 0);
  const asked = performance.now();
  await store.series({
    ...query,
    tags: { miner_id: 'miner-7' },
    fields: ['hashrate', 'power', 'temp_chip_max'],
    stepMs: 60_000,
    aggregate: 'mean',
  });
  const answered = performance.now() - asked;
  const latestAt = performance.now();
  const { length } = await store.latest({
    measurement: 'miner_telemetry',
    by: 'miner_id',
    fields: ['hashrate', 'power', 'state'],
    sinceMs: now - 3_600_000,
  });
  console.log(
    `batches of ${String(batchSize).padStart(5)}: ${(cpu / total).toFixed(1)} µs CPU, ${wall.toFixed(1)} µs wall a point; ${right} of ${total} right; a miner's day in ${answered.toFixed(0)} ms; latest of ${length} in ${(performance.now() - latestAt).toFixed(0)} ms`,
  );
  if (right !== total) process.exitCode = 1;
  await store.stop();
  await rm(directory, { recursive: true, force: true });
}

const batch = batchAt(0, 2_000);
const plan = new RetentionPlan(retentionClasses());
const packed = cpuMicroseconds(() => {
  for (let time = 0; time < 20; time += 1) packBatch(triage(batch, plan, now).accepted);
});
console.log(`of it checking and packing on the main thread: ${(packed / 20 / batch.length).toFixed(1)} µs a point`);

async function writeAll(store: EmbeddedTelemetryStore, batchSize: number): Promise<void> {
  for (let from = 0; from < total; from += batchSize)
    await store.write(batchAt(from, batchSize), [{ consumer: 'bench', topic: 't', partition: 0, nextOffset: from + batchSize }]);
}

function batchAt(from: number, size: number): Point[] {
  return Array.from({ length: size }, (_, at) => {
    const [miner, tick] = [(from + at) % miners, Math.floor((from + at) / miners)];
    const reading = aReading({ miner_id: `miner-${miner}`, timestamp: now - 3_600_000 + tick * 60_000 });
    reading.hashrate.total = 100 + Math.random() * 5;
    reading.power.consumption = 3_000 + Math.random() * 100;
    return minerTelemetryPoint(reading);
  });
}
