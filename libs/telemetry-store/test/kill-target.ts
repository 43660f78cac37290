import { EmbeddedTelemetryStore } from '../src/index.js';

/**
 * A process to be killed: it writes batch after batch, and says of each `begun N` before it and `N` after its acknowledgement.
 * A batch is spread over eight tables, so that a kill can fall between two of them, and has
 * as many positions as make a kill among those likely.
 */
const [directory = '', first = '0', points = '50'] = process.argv.slice(2);
const store = new EmbeddedTelemetryStore({
  directory,
  retention: [{ name: 'all', measurements: ['*'], days: null }],
  walLimitMb: 1,
  threads: 1,
});
await store.start();
const partitions = Array.from({ length: Math.ceil(Number(points) / 25) }, (_, partition) => partition);
process.stdout.write('ready\n');
for (let batch = Number(first); ; batch += 1) {
  const rows = Array.from({ length: Number(points) }, (_, at) => ({
    measurement: `part${at % 8}`,
    tags: { miner_id: `m${at}`, generation: String(Math.floor(batch / 20)) },
    fields: { batch, [`late${batch % 25}`]: at, note: `batch ${batch}` },
    timestampMs: 1_780_000_000_000 + batch * 3_600_000,
  }));
  process.stdout.write(`begun ${batch}\n`);
  await store.write(
    rows,
    partitions.map((partition) => ({ consumer: 'target', topic: 't', partition, nextOffset: batch + 1 })),
  );
  process.stdout.write(`${batch}\n`);
}
