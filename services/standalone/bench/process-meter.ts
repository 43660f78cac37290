import { readFile } from 'node:fs/promises';
import { ask } from './ask.js';

/** What a process of ours tells of itself at one moment. */
export interface MeterReading {
  readonly cpuSeconds: number;
  /** Seconds in which its main thread stood still while garbage was collected. */
  readonly collectingSeconds: number;
  readonly residentBytes: number;
  readonly answered: number;
  readonly failed: number;
  /** Ticks that were not polled, by reason; reasons that never came are left out. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** Reads the metrics of a running Lodestream. */
export async function readMeter(managementUrl: string): Promise<MeterReading> {
  const text = await (await ask(`${managementUrl}/metrics`)).text();
  return {
    cpuSeconds: sumOf(text, 'process_cpu_seconds_total'),
    collectingSeconds: sumOf(text, 'nodejs_gc_duration_seconds_sum'),
    residentBytes: sumOf(text, 'process_resident_memory_bytes'),
    answered: sumOf(text, 'miner_ingestion_polls_total', 'result="answered"'),
    failed: sumOf(text, 'miner_ingestion_polls_total', 'result="failed"'),
    skipped: byReason(text, 'miner_ingestion_ticks_skipped_total'),
  };
}

/** CPU seconds a process that has no metrics has taken; null where the system has no /proc. */
export async function cpuSecondsOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The command's name stands in brackets and may hold spaces; user and system time are the 12th and 13th field behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond;
}

/**
 * Bytes of memory that belong to a process alone, without the pages of files it has looked into, which the system takes back whenever
 * it needs them; null where the system has no /proc.
 */
export async function ownBytesOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}

const clockTicksPerSecond = 100;

/** Adds up a metric over its labels. */
function sumOf(text: string, name: string, label = ''): number {
  return linesOf(text, name)
    .filter((line) => line.includes(label))
    .reduce((sum, line) => sum + valueOf(line), 0);
}

function byReason(text: string, name: string): Map<string, number> {
  const counts = linesOf(text, name).map((line): [string, number] => [/reason="(\w+)"/.exec(line)?.[1] ?? 'no reason', valueOf(line)]);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** A metric that is missing is an error, not a zero. */
function linesOf(text: string, name: string): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)));
  if (lines.length === 0) throw new Error(`the metric ${name} is missing`);
  return lines;
}

function valueOf(line: string): number {
  return Number(line.split(' ').at(-1));
}
