/**
 * `npm run bench -- influx-write [--miners=N] [--ticks=N] [--lines=N] [--set=NAME=VALUE …]`: what a full reading costs a real InfluxDB, in
 * CPU of its process. The miners' readings go to it tick by tick, as fast as it takes them, so many lines a request; `--set` replaces a
 * setting of `influxd`, and `GOGC` and `GOMAXPROCS` of the environment reach it. The first tick makes every series, so it is told apart.
 */
import { startInflux, type RealInflux } from '@lodestream/test-stack';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { builtPart } from '../../../deploy/local/native.mjs';
import { applyStore, InfluxTelemetryStore, minerTelemetryPoint, retentionClasses, type Point } from '../src/index.js';
import { aReading } from '../src/measurements/sample-readings.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    miners: { type: 'string' },
    ticks: { type: 'string' },
    lines: { type: 'string', default: '100' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
const miners = Number(values.miners ?? (values.quick ? 1_000 : 4_000));
const ticks = Number(values.ticks ?? (values.quick ? 4 : 8));
const lines = Number(values.lines);
const minuteMs = 60_000;
const prefix = 'bench-';

if (builtPart('influxdb') === null) console.log('skipped: it needs an InfluxDB; run `npm run stack -- build influxdb` once');
else await measure();

async function measure(): Promise<void> {
  const influx = await startInflux({ settings: Object.fromEntries(values.set.map(nameAndValue)) });
  try {
    const store = await openStore(influx);
    const pid = influx.process.pid!;
    const firstMs = Math.floor(Date.now() / minuteMs - ticks) * minuteMs;
    console.log(`${miners} miners, ${ticks} ticks, ${lines} lines a request, ${influx.url} ${values.set.join(' ')}`);
    const began = await cpuSecondsOf(pid);
    await writeTick(store, firstMs);
    const made = await cpuSecondsOf(pid);
    for (let tick = 1; tick < ticks; tick += 1) await writeTick(store, firstMs + tick * minuteMs);
    const ended = await cpuSecondsOf(pid);
    await store.stop();
    const stored = await countOf(influx);
    const further = ((ended - made) / (miners * (ticks - 1))) * 1_000;
    console.log(
      `CPU a reading: ${(((made - began) / miners) * 1_000).toFixed(3)} ms in the first tick, ${further.toFixed(3)} ms in a further one`,
    );
    console.log(`resident at most ${await mostResidentMb(pid)} MB; ${stored} of ${miners * ticks} readings stored`);
    if (stored !== miners * ticks) process.exitCode = 1;
  } finally {
    await influx.stop();
  }
}

function nameAndValue(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

async function openStore({ account }: RealInflux): Promise<InfluxTelemetryStore> {
  const retention = retentionClasses();
  const { url, organization: org, token } = account;
  const { writeToken } = await applyStore({ url, org, token, bucketPrefix: prefix, retention });
  const store = new InfluxTelemetryStore({ url, org, writeToken: writeToken.token!.reveal(), bucketPrefix: prefix, retention });
  await store.start();
  return store;
}

async function writeTick(store: InfluxTelemetryStore, timestamp: number): Promise<void> {
  for (let from = 0; from < miners; from += lines) {
    const points = Array.from({ length: Math.min(lines, miners - from) }, (_, at) => pointOf(from + at, timestamp));
    await store.write(points);
  }
}

/** A reading whose values change as a miner's do: a little, and not all of them. */
function pointOf(miner: number, timestamp: number): Point {
  const reading = aReading({
    timestamp,
    miner_id: `miner-${String(miner).padStart(5, '0')}`,
    location: `north/r${miner % 97}/p${miner % 12}`,
  });
  const noise = ((miner * 7_919 + timestamp / minuteMs) % 1_000) / 1_000;
  reading.hashrate.total = 103 + noise;
  reading.power.consumption = 3_060 + noise * 10;
  reading.temperature.max_chip = 68 + Math.round(noise * 4);
  for (const board of reading.hashrate.per_hashboard) board.hashrate = 34 + noise + board.board_id / 10;
  return minerTelemetryPoint(reading);
}

async function countOf({ account }: RealInflux): Promise<number> {
  const flux = `from(bucket: "${prefix}telemetry") |> range(start: -3h, stop: 1h) |> filter(fn: (r) => r._field == "observed_at") |> group() |> count()`;
  const [row] = await account.rows<{ _value: number }>(flux);
  return row?._value ?? 0;
}

/** User and system time of a process, in seconds: the 12th and 13th field behind its name, in hundredths. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function mostResidentMb(pid: number): Promise<string> {
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_000).toFixed(0);
}
