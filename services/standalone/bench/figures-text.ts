import type { Arrival, WrongRow } from './compare-rows.js';
import type { FarmFigures } from './farm-run.js';
import type { MeterReading } from './process-meter.js';

/** A device that answers "come back later" is obeyed: its ticks are told, but they are none that we missed. */
const asked = 'asked_to_wait';

/** Whether every result of the run is right: each summary shown once with its value, each tick polled and, where its miner answered, stored once. */
export function isCorrect({ compared, stored, after }: FarmFigures): boolean {
  const allShown = compared.served > 0 && compared.arrivals.length === compared.served && compared.wrong.length === 0;
  return allShown && stored.once + stored.unanswered === stored.expected && missed(after) === 0;
}

/** The figures of a run, line by line. */
export function figuresText(figures: FarmFigures): string {
  const { compared, stored, before, after, span, besideCpuSeconds, benchCpuSeconds, requests } = figures;
  const seconds = (span.toMs - span.fromMs) / 1_000;
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  const readings = after.answered - before.answered;
  const beside = [...besideCpuSeconds].map(([name, cpu]) => `${name} ${cpu === null ? 'not known here' : cpuText(cpu, readings, seconds)}`);
  const all = [cpuSeconds, ...besideCpuSeconds.values()].reduce<number>((sum, cpu) => sum + (cpu ?? NaN), 0);
  return [
    `${heading(figures)}; measured over ${seconds} s`,
    `  poll to page     ${delays(compared.arrivals, ({ row }) => row.arrivedAt - row.observedAt)} after the reading was taken`,
    `                   ${delays(compared.arrivals, ({ row, served }) => row.arrivedAt - served.at)} after the miner answered`,
    `  ticks skipped    ${missed(after)} since the start (goal 0)${reasons(after)}; ${after.answered - before.answered} polls answered, ${after.failed - before.failed} failed in the time measured`,
    `  CPU              ${cpuText(cpuSeconds, readings, seconds)}; not counted: ${beside.join(', ')}; all together ${cpuText(all, readings, seconds)}`,
    `                   it stood still for ${(after.collectingSeconds - before.collectingSeconds).toFixed(1)} s to collect garbage; ${(requests / readings).toFixed(2)} requests a reading; the bench itself ${(benchCpuSeconds / seconds).toFixed(2)} core`,
    `  memory           ${memory(figures)}`,
    `  correct          ${compared.arrivals.length} of ${compared.served} served summaries reached the page once, ${compared.wrong.length} rows wrong; ${stored.once} of ${stored.expected} ticks looked up stand in the store once ${(stored.afterMs / 1_000).toFixed(0)} s after the end, ${stored.unanswered} were answered by no miner`,
    ...compared.wrong.slice(0, 10).map(wrongRow),
  ].join('\n');
}

function wrongRow({ minerId, observedAt, hashrate, served }: WrongRow): string {
  const newest = served === undefined ? 'nothing' : `${served.hashrate} at ${served.at} (${observedAt - served.at} ms before)`;
  return `  wrong row        ${minerId} showed ${hashrate} of ${observedAt}, served was ${newest}`;
}

/** In millions of bytes, as the goal is. */
function memory({ mostResidentBytes, mostOwnBytes }: FarmFigures): string {
  const resident = `${megabytes(mostResidentBytes)} resident at most (${(mostResidentBytes / 2 ** 20).toFixed(0)} MiB)`;
  return mostOwnBytes === null
    ? resident
    : `${resident}; ${megabytes(mostOwnBytes)} without the pages of files, which the system takes back`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function missed({ skipped }: MeterReading): number {
  return [...skipped].reduce((sum, [reason, count]) => (reason === asked ? sum : sum + count), 0);
}

function reasons({ skipped }: MeterReading): string {
  return [...skipped].map(([reason, count]) => `, ${reason === asked ? 'not counted: ' : ''}${count} ${reason}`).join('');
}

function heading({ miners, intervalMs }: FarmFigures): string {
  return `${miners.toLocaleString('en-US')} miners at ${intervalMs / 1_000} s`;
}

function cpuText(cpuSeconds: number, readings: number, seconds: number): string {
  return `${((cpuSeconds / readings) * 1_000).toFixed(2)} ms a reading (${(cpuSeconds / seconds).toFixed(2)} core)`;
}

function delays(arrivals: readonly Arrival[], of: (arrival: Arrival) => number): string {
  const sorted = arrivals.map(of).sort((a, b) => a - b);
  const at = (part: number): string => `${sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? '–'} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)}`;
}
