/**
 * From the miner to the page on a real Kafka and a real InfluxDB: every service has a process of its own, so that each shows what it costs,
 * and both cores are used. `--miners=N` (5,000) and `--interval=S` (60) choose the farm; `--quick` takes 1,000 and measures one interval.
 * `--warm-up=N` waits for N intervals (1) before it measures: a large farm's services and series are dearer in their first minutes.
 * `--node-flags='--FLAG …'` runs each service with these flags behind the application's own, of which the later one rules.
 */
import { parseArgs } from 'node:util';
import { builtPart } from '../../../deploy/local/native.mjs';
import type { FarmRun } from './farm-run.js';
import { watchFarm } from './farm-run.js';
import { figuresText, isCorrect } from './figures-text.js';
import { openRealFarm } from './open-real-farm.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, miners: text, interval: text, 'warm-up': text, 'node-flags': text },
});
const quick = values.quick === true;
const miners = Number(values.miners ?? (quick ? 1_000 : 5_000));
const intervalMs = Number(values.interval ?? 60) * 1_000;
const nodeFlags = values['node-flags']?.split(' ') ?? [];
const run: FarmRun = {
  miners,
  intervalMs,
  // Every newcomer has been read by then, and everybody's group has its partitions.
  warmUpMs: Number(values['warm-up'] ?? 1) * intervalMs + 20_000,
  intervals: quick ? 1 : 2,
  storedEvery: Math.ceil(miners / 250),
};

if (builtPart('kafka') === null || builtPart('influxdb') === null) {
  console.log('skipped: it needs a Kafka and an InfluxDB; run `npm run stack -- build kafka influxdb` once');
} else {
  const figures = await watchFarm(run, () => openRealFarm(run, nodeFlags));
  console.log(figuresText(figures));
  if (!isCorrect(figures)) process.exitCode = 1;
}
