import { startInflux, type RealInflux } from '@lodestream/test-stack';
import { readFile } from 'node:fs/promises';
import { applyStore, InfluxTelemetryStore, retentionClasses } from '../src/index.js';
import { pointOf } from './changing-reading.js';

const prefix = 'bench-';

/**
 * One InfluxDB with settings of its own, and what its readings cost it. A setting in capitals is a variable of its environment, `lines` is
 * how many lines are written at once, `request-lines` how many of them a request has at most, `gzip` whether they are compressed; any
 * other is a flag of `influxd`.
 */
export class InfluxSide {
  private readonly spent: number[] = [];

  private constructor(
    readonly title: string,
    private readonly influx: RealInflux,
    private readonly store: InfluxTelemetryStore,
    private readonly lines: number,
  ) {}

  static async start(settings: readonly string[], usualLines: number): Promise<InfluxSide> {
    const {
      lines,
      gzip,
      'request-lines': requestLines,
      ...rest
    } = Object.fromEntries(settings.map(nameAndValue)) as Record<string, string>;
    const chosen = (isOne: (name: string) => boolean) => Object.fromEntries(Object.entries(rest).filter(([name]) => isOne(name)));
    const influx = await withVariables(chosen(isVariable), () => startInflux({ settings: chosen((name) => !isVariable(name)) }));
    const store = await openStore(influx, { gzip: gzip === 'true', maxRequestLines: Number(requestLines ?? 500) });
    return new InfluxSide(`${influx.url} ${settings.join(' ')}`.trim(), influx, store, Number(lines ?? usualLines));
  }

  /** Writes a reading of each miner, and notes the CPU that `influxd` took meanwhile. */
  async writeTick(miners: number, timestamp: number): Promise<void> {
    const began = await cpuSecondsOf(this.pid);
    for (let from = 0; from < miners; from += this.lines) {
      const points = Array.from({ length: Math.min(this.lines, miners - from) }, (_, at) => pointOf(from + at, timestamp));
      await this.store.write(points);
    }
    this.spent.push((((await cpuSecondsOf(this.pid)) - began) / miners) * 1_000);
  }

  /** What a reading cost, and whether all of them are there. */
  async report(expected: number): Promise<{ readonly text: string; readonly further: number; readonly isComplete: boolean }> {
    await this.store.stop();
    const stored = await countOf(this.influx);
    const [first = 0, ...later] = this.spent;
    const further = later.reduce((sum, ms) => sum + ms, 0) / later.length;
    const text = `CPU a reading: ${first.toFixed(3)} ms in the first tick, ${further.toFixed(3)} ms in a further one; resident at most ${await mostResidentMb(this.pid)} MB; ${stored} of ${expected} readings stored`;
    return { text, further, isComplete: stored === expected };
  }

  stop(): Promise<void> {
    return this.influx.stop();
  }

  private get pid(): number {
    return this.influx.process.pid!;
  }
}

const isVariable = (name: string): boolean => /^[A-Z]+$/.test(name);

function nameAndValue(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Has the environment changed while something is started, for `influxd` inherits it. */
async function withVariables<T>(variables: Readonly<Record<string, string>>, start: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await start();
  } finally {
    process.env = before;
  }
}

async function openStore({ account }: RealInflux, limits: { gzip: boolean; maxRequestLines: number }): Promise<InfluxTelemetryStore> {
  const retention = retentionClasses();
  const { url, organization: org, token } = account;
  const { writeToken } = await applyStore({ url, org, token, bucketPrefix: prefix, retention });
  const store = new InfluxTelemetryStore({ url, org, writeToken: writeToken.token!.reveal(), bucketPrefix: prefix, retention, ...limits });
  await store.start();
  return store;
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
