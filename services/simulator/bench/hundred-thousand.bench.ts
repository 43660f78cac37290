/**
 * 100,000 virtual miners in one process, each asked once a minute for its summary over a connection of its own, as a collector does: what
 * the simulator itself costs meanwhile. `--quick` asks a tenth of them in a tenth of the time.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { addressOf } from '../src/fleet/addresses.js';
import { defaultFirstAddress } from '../src/simulator-options.js';

const miners = 100_000;
const minuteMs = 60_000;
const quick = process.argv.includes('--quick');
const asked = quick ? miners / 10 : miners;
const durationMs = quick ? minuteMs / 10 : minuteMs;
const everyMs = 20;

interface Cost {
  readonly cpuMs: number;
  readonly rssMb: number;
}
interface Told {
  /** Null where the connection was reset, as by the few miners of such a farm that are booting at any moment. */
  readonly hrRealtime: number | null;
  readonly latencyMs: number;
  readonly at: number;
}

const farm = fork(fileURLToPath(new URL('./farm-process.ts', import.meta.url)), [String(miners)], { execArgv: process.execArgv });
const [{ port, controlUrl }] = (await once(farm, 'message')) as [{ port: number; controlUrl: string }];
const agent = new Agent({ keepAlive: false, maxTotalSockets: 2_000 });

try {
  await bench();
} finally {
  farm.disconnect();
}

async function bench(): Promise<void> {
  const before = await costOf(farm);
  const own = process.cpuUsage();
  const began = performance.now();
  const told = await askAll();
  const seconds = (performance.now() - began) / 1_000;
  const cpuMs = (await costOf(farm)).cpuMs - before.cpuMs;
  const { user, system } = process.cpuUsage(own);
  tell({ told, seconds, cpuMs, ownMs: (user + system) / 1_000, rssMb: (await costOf(farm)).rssMb });
  const right = await countRight(told);
  console.log(`correct results: ${right} of ${asked}`);
  process.exitCode = right === asked ? 0 : 1;
}

interface Figures {
  readonly told: readonly Told[];
  readonly seconds: number;
  readonly cpuMs: number;
  readonly ownMs: number;
  readonly rssMb: number;
}

function tell({ told, seconds, cpuMs, ownMs, rssMb }: Figures): void {
  const latencies = told.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const at = (part: number): string => latencies[Math.floor(latencies.length * part)]!.toFixed(1);
  const cores = (ms: number): string => (ms / 1_000 / seconds).toFixed(2);
  console.log(`${miners} miners in one process; ${asked} summaries in ${seconds.toFixed(1)} s, ${(asked / seconds).toFixed(0)} a second`);
  console.log(
    `simulator: ${((cpuMs * 1_000) / asked).toFixed(0)} µs CPU a summary, ${cores(cpuMs)} cores, ${rssMb.toFixed(0)} MB resident`,
  );
  console.log(`asking: ${cores(ownMs)} cores; answered after p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
}

async function askAll(): Promise<readonly Told[]> {
  const all: Promise<Told>[] = [];
  const began = performance.now();
  while (all.length < asked) {
    const due = Math.min(asked, Math.ceil(((performance.now() - began) / durationMs) * asked));
    while (all.length < due) all.push(summaryOf(all.length));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return Promise.all(all);
}

function summaryOf(miner: number): Promise<Told> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const address = addressOf(miner, defaultFirstAddress);
    const end = (hrRealtime: number | null): void => resolve({ hrRealtime, latencyMs: performance.now() - began, at: Date.now() });
    const outgoing = request({ host: address, port, path: '/api/v1/summary', agent, timeout: 120_000 }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
      response.on('end', () => {
        const { miner: told } = JSON.parse(Buffer.concat(parts).toString()) as { miner: { hr_realtime: number } };
        end(told.hr_realtime);
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${address} did not answer`)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? end(null) : reject(error))).end();
  });
}

/**
 * An answer is right when its rate is the one that the farm remembers to have told that miner's reader, which a sample is looked up for;
 * none is right where the miner was booting.
 */
async function countRight(told: readonly Told[]): Promise<number> {
  const { totals } = await ask<{ totals: { summaries: number } }>('/served?limit=1');
  const answered = told.filter(({ hrRealtime }) => hrRealtime !== null).length;
  const resets = told.flatMap(({ hrRealtime }, miner) => (hrRealtime === null ? [miner] : []));
  const sample = Array.from({ length: 100 }, (_, at) => Math.floor((at * asked) / 100));
  const suspects = [...new Set([...sample, ...resets])];
  const sound = await Promise.all(suspects.map((miner) => isTrue(miner, told[miner]!)));
  return totals.summaries === answered ? asked - sound.filter((each) => !each).length : 0;
}

async function isTrue(miner: number, { hrRealtime, at }: Told): Promise<boolean> {
  const id = `sim-${String(miner + 1).padStart(5, '0')}`;
  if (hrRealtime === null) return (await ask<{ device_state: string }>(`/truth/${id}?at=${at}`)).device_state === 'off';
  const { served } = await ask<{ served: { digest: { hr_realtime: number } }[] }>(`/served?miner_id=${id}&limit=5`);
  return served.length === 1 && served[0]!.digest.hr_realtime === hrRealtime;
}

async function ask<T>(path: string): Promise<T> {
  return (await fetch(controlUrl + path)).json() as Promise<T>;
}

async function costOf(process: ChildProcess): Promise<Cost> {
  process.send({});
  const [cost] = (await once(process, 'message')) as [Cost];
  return cost;
}
