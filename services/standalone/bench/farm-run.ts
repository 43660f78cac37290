import type { TestFarm } from '../test/farm.js';
import { compareRows, type Comparison, type Span } from './compare-rows.js';
import { LivePage } from './live-page.js';
import { cpuSecondsOf, ownBytesOf, readMeter, type MeterReading } from './process-meter.js';
import { ServedSummaries, settledMs } from './served-summaries.js';
import { countStoredTicks, type StoredTicks } from './stored-ticks.js';

/** A farm to run and how long to watch it. */
export interface FarmRun {
  readonly miners: number;
  readonly intervalMs: number;
  readonly warmUpMs: number;
  /** Intervals that are measured. */
  readonly intervals: number;
  /** Every how manieth miner's ticks are looked up in the store. */
  readonly storedEvery: number;
}

/** What was measured of one run. */
export interface FarmFigures extends FarmRun {
  readonly span: Span;
  readonly compared: Comparison;
  readonly stored: StoredTicks;
  /** At the beginning and at the end of the span. */
  readonly before: MeterReading;
  readonly after: MeterReading;
  readonly mostResidentBytes: number;
  /** Of those, the ones that are no pages of files. */
  readonly mostOwnBytes: number | null;
  /** Requests that the miners were asked within the span, for whatever it was. */
  readonly requests: number;
  /** CPU seconds of the bench itself, which is the page and follows the simulator's log. */
  readonly benchCpuSeconds: number;
  /** CPU seconds of the processes beside it, by name; null where the system does not tell. */
  readonly besideCpuSeconds: ReadonlyMap<string, number | null>;
}

/** A farm with Lodestream on it, as a run finds it. */
export interface FarmAtWork {
  readonly farm: TestFarm;
  /** The process that polls, and where its metrics are. */
  readonly pid: number;
  readonly managementUrl: string;
  /** Processes that are not counted as ours or that are told one by one: the simulator, a broker, a database. */
  readonly beside: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
}

const followEveryMs = 2_000;
const arriveWithinMs = 5_000;

/** Watches the page of a farm over whole intervals of the epoch's grid, and ends it. */
export async function watchFarm(run: FarmRun, open: () => Promise<FarmAtWork>): Promise<FarmFigures> {
  const work = await open();
  try {
    return await measure(work, run);
  } finally {
    await work.stop();
  }
}

async function measure({ farm, pid, managementUrl, beside }: FarmAtWork, run: FarmRun): Promise<FarmFigures> {
  const page = await LivePage.open(farm.dashboardUrl);
  const fromMs = Math.ceil((Date.now() + run.warmUpMs) / run.intervalMs) * run.intervalMs;
  const span = { fromMs, toMs: fromMs + run.intervals * run.intervalMs };
  await until(fromMs);
  const before = await readMeter(managementUrl);
  const besideBefore = await cpuOf(beside);
  const benchBefore = process.cpuUsage();
  const served = new ServedSummaries(farm.controlUrl, fromMs - run.intervalMs);
  const most = { resident: before.residentBytes, own: await ownBytesOf(pid) };
  while (Date.now() < span.toMs) {
    await until(Math.min(Date.now() + followEveryMs, span.toMs));
    await served.follow();
    most.resident = Math.max(most.resident, (await readMeter(managementUrl)).residentBytes);
    most.own = largest(most.own, await ownBytesOf(pid));
  }
  const after = await readMeter(managementUrl);
  const besideAfter = await cpuOf(beside);
  const bench = process.cpuUsage(benchBefore);
  await until(span.toMs + arriveWithinMs);
  const rows = page.close();
  // What the last rows show may be too new to stand in what was served; it is followed once more when it is settled.
  await until(Date.now() + 2 * settledMs);
  await served.follow();
  return {
    ...run,
    span,
    compared: compareRows(served.summaries, rows, span),
    stored: await countStoredTicks({
      dashboardUrl: farm.dashboardUrl,
      minerIds: sampleOf(run),
      intervalMs: run.intervalMs,
      span,
      served: served.summaries,
    }),
    before,
    after,
    mostResidentBytes: most.resident,
    mostOwnBytes: most.own,
    requests: served.requestTimes.filter((at) => at >= span.fromMs && at < span.toMs).length,
    benchCpuSeconds: (bench.user + bench.system) / 1e6,
    besideCpuSeconds: new Map([...besideAfter].map(([name, after]) => [name, difference(after, besideBefore.get(name))])),
  };
}

async function cpuOf(processes: ReadonlyMap<string, number>): Promise<Map<string, number | null>> {
  return new Map(await Promise.all([...processes].map(async ([name, pid]) => [name, await cpuSecondsOf(pid)] as const)));
}

function difference(after: number | null, before: number | null | undefined): number | null {
  return after === null || before == null ? null : after - before;
}

function largest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}

function sampleOf({ miners, storedEvery }: FarmRun): string[] {
  return Array.from({ length: Math.floor(miners / storedEvery) }, (_, n) => `sim-${String(n * storedEvery + 1).padStart(5, '0')}`);
}

function until(timeMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, timeMs - Date.now())));
}
