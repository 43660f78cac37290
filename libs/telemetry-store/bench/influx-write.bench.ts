/**
 * `npm run bench -- influx-write [--miners=N] [--ticks=N] [--lines=N] [--set=NAME=VALUE …] [--against=NAME=VALUE …]`: what a full reading costs
 * a real InfluxDB, in CPU of its process. The miners' readings go to it tick by tick, as fast as it takes them; the first tick makes every
 * series, so it is told apart. With `--against`, a second InfluxDB with those settings instead takes each tick in turn with the first: a
 * machine that other work shares bends both alike, and the ratio is what counts.
 */
import { parseArgs } from 'node:util';
import { builtPart } from '../../../deploy/local/native.mjs';
import { minuteMs } from './changing-reading.js';
import { InfluxSide } from './influx-side.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    miners: { type: 'string' },
    ticks: { type: 'string' },
    lines: { type: 'string', default: '100' },
    set: { type: 'string', multiple: true, default: [] },
    against: { type: 'string', multiple: true, default: [] },
  },
});
const miners = Number(values.miners ?? (values.quick ? 1_000 : 4_000));
const ticks = Number(values.ticks ?? (values.quick ? 4 : 8));
const settings = values.against.length > 0 ? [values.set, values.against] : [values.set];

if (builtPart('influxdb') === null) console.log('skipped: it needs an InfluxDB; run `npm run stack -- build influxdb` once');
else await measure();

async function measure(): Promise<void> {
  const sides: InfluxSide[] = [];
  try {
    for (const own of settings) sides.push(await InfluxSide.start(own, Number(values.lines)));
    console.log(`${miners} miners, ${ticks} ticks, ${values.lines} lines a request`);
    const firstMs = Math.floor(Date.now() / minuteMs - ticks) * minuteMs;
    for (let tick = 0; tick < ticks; tick += 1) {
      // Who goes first in a turn may find the machine otherwise than who follows.
      for (const side of tick % 2 === 0 ? sides : sides.toReversed()) await side.writeTick(miners, firstMs + tick * minuteMs);
    }
    await report(sides);
  } finally {
    for (const side of sides) await side.stop();
  }
}

async function report(sides: readonly InfluxSide[]): Promise<void> {
  const results = [];
  for (const side of sides) {
    const result = await side.report(miners * ticks);
    console.log(`${side.title}\n  ${result.text}`);
    if (!result.isComplete) process.exitCode = 1;
    results.push(result);
  }
  const [one, other] = results;
  if (other !== undefined)
    console.log(`a further tick: the second takes ${(other.further / one!.further).toFixed(2)} × the CPU of the first`);
}
